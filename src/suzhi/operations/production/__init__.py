"""What is wrong with an installation that is to serve real people, each with its remedy."""
