"""The list of a family, and how it is found."""
