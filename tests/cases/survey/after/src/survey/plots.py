"""Plots."""

import matplotlib.pyplot as plt
import pandas as pd


def plot_means(ax, by_mode, answers: pd.DataFrame) -> None:
    """Draw a bar for each mode."""
    ax.bar(by_mode.index, by_mode)
    ax.set_title(f"{len(answers)} answers")
    plt.show()
