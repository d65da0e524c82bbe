"""Turn a notebook into a package without changing what the notebook does."""

__version__ = "0.1.0"
