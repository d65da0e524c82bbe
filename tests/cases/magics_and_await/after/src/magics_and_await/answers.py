"""Answers."""

import asyncio
import random


async def wait_for_answers():
    """Wait for the answers."""
    await asyncio.sleep(0)
    answers = [len(word) for word in ("yes", "no")]
    return sum(answers)


def draw_one(seed: int = 1):
    """Draw one number after seeding."""
    random.seed(seed)
    draw = random.random()
    return draw > 0.1
