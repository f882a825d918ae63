"""Suzhi (素质): a plan becomes living figures."""

__version__ = "0.1.0"
