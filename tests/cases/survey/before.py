# %% [markdown]
# # Survey of commuters

# %%
import json
import pandas as pd
import matplotlib.pyplot as plt
%matplotlib inline

MINUTES_PER_HOUR = 60
MODES = ["bus", "train", "bike"]

# %%
raw = [
    {"who": "a", "mode": "bus", "minutes": 30},
    {"who": "b", "mode": "bike", "minutes": None},
    {"who": "c", "mode": "train", "minutes": 75},
]
df = pd.DataFrame(raw)
df.head()

# %%
# Fill the gaps and count in hours
df["minutes"] = df["minutes"].fillna(df["minutes"].median())
df["hours"] = df["minutes"] / MINUTES_PER_HOUR
df = df[df["mode"].isin(MODES)]
df

# %%
def f(values):
    """Shares of a whole."""
    return [v / sum(values) for v in values]


def describe(frame, unit='minutes'):
    '''One line about a column,
    as text.'''
    shares = f(list(frame[unit]))
    return json.dumps({'mean': float(frame[unit].mean()), 'largest': max(shares)})

# %%
print(describe(df))
print(describe(df, unit="hours"))

# %% [markdown]
# ## Plot

# %%
fig, ax = plt.subplots()
by_mode = df.groupby("mode")["hours"].mean()

# %%
ax.bar(by_mode.index, by_mode)
ax.set_title(f"{len(df)} answers")
plt.show()

# %%
by_mode.round(1)
