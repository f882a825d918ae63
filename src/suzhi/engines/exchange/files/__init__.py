"""Bytes into sheets, rows and cells, safely: what a file is, and whether opening it is safe. Knows no database."""
