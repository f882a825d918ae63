"""The rules of families, one room: each is said once and asked in Python and in SQL."""
