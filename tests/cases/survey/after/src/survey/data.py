"""Loading and cleaning data."""

import pandas as pd

MINUTES_PER_HOUR = 60


def clean_answers(answers: pd.DataFrame, modes: list) -> pd.DataFrame:
    """Fill the gaps and count in hours."""
    answers["minutes"] = answers["minutes"].fillna(answers["minutes"].median())
    answers["hours"] = answers["minutes"] / MINUTES_PER_HOUR
    return answers[answers["mode"].isin(modes)]
