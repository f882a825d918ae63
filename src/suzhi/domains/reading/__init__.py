"""Reads an official plan document by rules: no network, no model, every finding with its place and rule."""
