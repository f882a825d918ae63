"""Measurements that print both sides of a ratio in one run: ``suzhi bench``."""
