"""What everybody needs."""

import math
import os
from collections import Counter, OrderedDict

import numpy as np
from numpy.linalg import norm

__all__ = ['count', 'clip', 'clip_2', 'SCALE', 'scaled']

LIMIT   = 10   # kept as it is
SCALE = 2.5


def count(items): return Counter(items)

def clip(values, limit=LIMIT):
    return np.minimum(values,limit)


def clip_2(values):
    'not the same as the one of the package'
    return [v for v in values if v < 3]


def scaled(vector):
    length = norm(vector)
    return OrderedDict(
        length=length * SCALE, angle=math.atan2(*vector), parts=np.asarray(vector).tolist()
    )


if __name__ == '__main__':
    print(count(os.listdir('.')))
