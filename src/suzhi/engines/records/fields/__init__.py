"""The types of fields, one room: every constructor gives a Django field that bears what it says (``.said``)."""
