"""Pictures of the pages for the documents, made anew from the demo city."""
