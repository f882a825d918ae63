"""The demo city: a believable world made from a seed, and the accounts that go with it."""
