"""People."""


def lookup(rows, found, name):
    for row in rows:
        if row["name"] == name:
            found.append(name)
            return row
    return None


def age_of(rows, found, name, default=0):
    row = lookup(rows, found, name)
    return int(row["age"]) if row else default
