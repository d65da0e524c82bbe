# %% [markdown]
# # Survey of commuters

# %%
import json
import pandas as pd
import matplotlib.pyplot as plt
%matplotlib inline

from survey.data import MINUTES_PER_HOUR

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
from survey.data import clean_answers

df = clean_answers(df, MODES)
df

# %%
from survey.text import describe, f

# %%
print(describe(df))
print(describe(df, unit="hours"))

# %% [markdown]
# ## Plot

# %%
fig, ax = plt.subplots()
by_mode = df.groupby("mode")["hours"].mean()

# %%
from survey.plots import plot_means

plot_means(ax, by_mode, df)

# %%
by_mode.round(1)
