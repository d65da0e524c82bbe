# %%
import csv, io

rows = list(csv.DictReader(io.StringIO("name,age\nAda,36\nBob,41\n")))
found = []

# %%
from reads_globals.people import age_of, lookup

# %%
print(age_of(rows, found, "Ada"), age_of(rows, found, "Eve", default=-1))
rows = rows[1:]
print([age_of(rows, found, n) for n in ("Ada", "Bob")])

# %%
found
