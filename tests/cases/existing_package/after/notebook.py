# %%
from collections import Counter, OrderedDict
import math
import numpy as np
from numpy.linalg import norm

# %%
from shop.utils import clip_2 as clip
from shop.utils import count

# %%
from shop.utils import SCALE, scaled

# %%
print(count('abca'), clip([1, 5]))
scaled([3, 4])

# %%
from shop.geometry import length_of

root = length_of()

# %%
root
