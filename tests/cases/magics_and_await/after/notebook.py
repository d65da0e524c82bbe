# %%
%load_ext autoreload
import asyncio
import random

# %%
%%time
from magics_and_await.answers import wait_for_answers

total = await wait_for_answers()

# %%
!echo {total}
print(total)

# %%
from magics_and_await.text import print_lines

print_lines()

# %%
from magics_and_await.answers import draw_one

draw_one()
