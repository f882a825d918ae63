"""Finds quantified and dated goals in clause text."""
