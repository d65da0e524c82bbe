# %%
from collections import Counter, OrderedDict
import math
import numpy as np
from numpy.linalg import norm

# %%
def count(items):
    return Counter(items)

def clip(values):
    'not the same as the one of the package'
    return [v for v in values if v < 3]

# %%
SCALE = 2.5
def scaled(vector):
    length = norm(vector)
    return OrderedDict(length=length * SCALE, angle=math.atan2(*vector), parts=np.asarray(vector).tolist())

# %%
print(count('abca'), clip([1, 5]))
scaled([3, 4])

# %%
values = [1.0, 2.0]
total = 0
for v in values:
    total += v**2
root = math.sqrt(total)

# %%
root
