"""What the text leaves open: each rule asks one question and offers concrete readings."""
