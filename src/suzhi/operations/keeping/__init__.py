"""Backup and restore: the database, the files and the keys of one installation in one archive."""
