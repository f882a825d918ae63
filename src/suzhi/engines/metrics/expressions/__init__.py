"""Definitions compiled to Ibis. Only computing processes import this package: Ibis takes over a second."""
