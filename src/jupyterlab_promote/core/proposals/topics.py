"""Which module a function belongs in: its topic, where two or more share one, otherwise `utils`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence

from .words import parts_of

FALLBACK = "utils"

_WORDS: dict[str, str] = {
    "plots": "plot draw visualise visualize show chart graph heatmap histogram scatter figure render animate display "
    "barplot boxplot hist bars colour color palette cmap ax axis axes legend",
    "models": "train fit predict tune model models classifier regressor network layer forecast cluster estimator grid search "
    "optimise optimize optimizer learn neural forest boost ensemble regression cv",
    "metrics": "evaluate score scores accuracy precision recall rmse mae mse rmsle auc roc loss error metric metrics f1 "
    "confusion r2 mape likelihood",
    "features": "encode scale feature features bin vectorize vectorise embed one_hot impute engineer dummies ratio bucket "
    "standardise standardize normalise normalize lag encoder",
    "text": "token tokens tokenize tokenise word words sentence sentences text texts stem lemma lemmatize stopwords corpus tweet ngram "
    "ngrams punctuation document",
    "data": "load read fetch download import save write export clean merge join split drop fill filter prepare parse csv "
    "dataset data file files missing duplicates rename convert outliers combine aggregate preprocess query sample",
    "simulation": "simulate draw random sample generate trial trials experiment",
}

# What is kept on disk belongs to what it is, not to the disk: `save_model`, `load_model`, `save_plot`.
_CARRIED = {
    "model": "models",
    "models": "models",
    "plot": "plots",
    "figure": "plots",
    "fig": "plots",
}
_CARRIES = frozenset("export load read save store write".split())

_TOPIC_OF = {word: topic for topic, words in reversed(_WORDS.items()) for word in words.split()}


def topic_of(name: str, hint: str = "") -> str:
    """The topic that a function's name tells, its first word before all; else `hint` (what its code does)."""
    parts = parts_of(name)
    if parts and parts[0] in _CARRIES and parts[-1] in _CARRIED:
        return _CARRIED[parts[-1]]
    if parts and parts[0] in _TOPIC_OF:
        return _TOPIC_OF[parts[0]]
    told = Counter(_TOPIC_OF[p] for p in parts[1:] if p in _TOPIC_OF)
    if hint:
        return hint
    return told.most_common(1)[0][0] if told else FALLBACK


def modules_for(topics: Sequence[str], existing: Collection[str]) -> Mapping[str, str]:
    """The module of each topic: its own where at least two share it or the package has it, else `utils`."""
    count = Counter(topics)
    return {t: t if n > 1 or t in existing else FALLBACK for t, n in count.items()}
