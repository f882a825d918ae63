"""A register that exists in the tests only: what a family costs, and that it has every face."""
