"""How a record comes in: its form, its key, the values of its kind's own fields."""
