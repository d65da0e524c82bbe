# %%
import csv, io

rows = list(csv.DictReader(io.StringIO("name,age\nAda,36\nBob,41\n")))
found = []

# %%
def lookup(name):
    for row in rows:
        if row["name"] == name:
            found.append(name)
            return row
    return None

def age_of(name, default=0):
    row = lookup(name)
    return int(row["age"]) if row else default

# %%
print(age_of("Ada"), age_of("Eve", default=-1))
rows = rows[1:]
print([age_of(n) for n in ("Ada", "Bob")])

# %%
found
