"""Work on text."""


def print_lines():
    """Print how many lines hold something."""
    data = """
one
  two
"""
    lines = data.split("\n")
    kept = [line for line in lines if line]
    print(len(kept))
