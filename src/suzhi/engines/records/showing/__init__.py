"""How a record is shown: its page, the words of its history, what a reader may see of each field."""
