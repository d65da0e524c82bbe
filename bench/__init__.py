"""How fast: every figure is a ratio of two things measured in turns on the same machine in one run."""
