"""Source that is sent to the notebook's kernel as text; it needs nothing but its standard library."""
