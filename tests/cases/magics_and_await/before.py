# %%
%load_ext autoreload
import asyncio
import random

# %%
%%time
# Wait for the answers
await asyncio.sleep(0)
answers = [len(word) for word in ("yes", "no")]
total = sum(answers)

# %%
!echo {total}
print(total)

# %%
data = """
one
  two
"""
lines = data.split("\n"); kept = [line for line in lines
                                  if line]
print(len(kept));

# %%
random.seed(1)
draw = random.random()
draw > 0.1
