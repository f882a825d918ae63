"""The document itself, free of models: content in, .docx or .xlsx out, and the check of what came back."""
