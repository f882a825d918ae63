"""A plan into the tables, and back out of them: one statement per sheet and act, with what undoing takes."""
