"""Pages, a room for each face."""
