"""From a reading of a document to a plan pack: what each goal is bound to, and the pack that follows."""
