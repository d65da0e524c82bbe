"""English verbs as headings and comments use them, each led back to its imperative."""

from __future__ import annotations

_REGULAR = """
    accumulate add adjust aggregate align analyse analyze annotate append apply assemble
    assess assign attach augment average balance bin bootstrap calculate calibrate cast
    categorise categorize change check classify clean clip collapse collect colour combine
    compare compile compute concatenate configure construct convert copy correct correlate
    count crawl create crop customise customize decode decompose decrypt define delete
    derive describe detect determine discard discretise discretize display divide download
    drop duplicate embed encode encrypt engineer enrich estimate evaluate examine exclude
    expand explode explore export extract factorise factorize fetch fill filter find
    fine-tune fit fix flag flatten forecast format generate get group handle identify
    implement import impute include inspect install integrate interpolate investigate
    iterate join keep label list load log lower make map mark mask match measure melt merge
    minimise minimize monitor move normalise normalize obtain one-hot open optimise optimize
    order oversample parse perform pivot plot predict prepare preprocess print process prune
    pull query randomise randomize rank read rebalance recode reconstruct reduce reformat
    refine regress remove rename render reorder reorganise reorganize replace reset resample
    reshape resize restructure retrieve return reverse rotate round run sample save scale
    scan scrape scatter score search segment select separate set shift show shuffle simulate
    smooth solve sort specify split stack standardise standardize stem store strip subset
    subtract sum summarise summarize swap tabulate test tokenise tokenize track train
    transform translate transpose tune understand undersample unify unpack unzip update
    upload use validate vectorise vectorize verify view visualise visualize weight winsorise
    winsorize wrangle write zip
    """.split()

_IRREGULAR = {
    "made": "make",
    "found": "find",
    "read": "read",
    "ran": "run",
    "shown": "show",
    "written": "write",
    "wrote": "write",
    "got": "get",
    "built": "build",
    "building": "build",
    "builds": "build",
    "build": "build",
    "drew": "draw",
    "draw": "draw",
    "drawing": "draw",
    "draws": "draw",
    "take": "take",
    "takes": "take",
    "taking": "take",
    "took": "take",
    "chosen": "choose",
    "choose": "choose",
    "choosing": "choose",
    "fitted": "fit",
    "kept": "keep",
}

# Words that stand for a deed when they close or open a title: "Data preparation", "Selection of features".
NOMINALISATIONS = {
    "aggregation": "aggregate",
    "calculation": "calculate",
    "classification": "classify",
    "cleanup": "clean",
    "collection": "collect",
    "comparison": "compare",
    "computation": "compute",
    "conversion": "convert",
    "creation": "create",
    "detection": "detect",
    "elimination": "drop",
    "estimation": "estimate",
    "evaluation": "evaluate",
    "exploration": "explore",
    "extraction": "extract",
    "generation": "generate",
    "imputation": "impute",
    "ingestion": "load",
    "initialisation": "initialise",
    "initialization": "initialize",
    "inspection": "inspect",
    "normalisation": "normalise",
    "normalization": "normalize",
    "optimisation": "optimise",
    "optimization": "optimize",
    "plots": "plot",
    "prediction": "predict",
    "predictions": "predict",
    "preparation": "prepare",
    "reduction": "reduce",
    "removal": "remove",
    "selection": "select",
    "simulation": "simulate",
    "standardisation": "standardise",
    "standardization": "standardize",
    "tokenisation": "tokenise",
    "tokenization": "tokenize",
    "transformation": "transform",
    "transformations": "transform",
    "validation": "validate",
    "vectorisation": "vectorise",
    "vectorization": "vectorize",
    "visualisation": "plot",
    "visualisations": "plot",
    "visualization": "plot",
    "visualizations": "plot",
}

# Verbs that are as often nouns: "Model comparison" names no act of modelling, "Train set" none of training.
NOUNS_TOO = frozenset("""
    average change check cluster count display fit format group label list log map mark mask
    match measure model order plot process query rank rate run sample scale scatter score
    search segment set shift show sort split stem store sum test track train use weight zip
    estimate export filter flag forecast import lower pivot stack subset view average label
    copy balance round reverse order correct duplicate separate
    """.split())

# Verbs that are true of any code: a better one is looked for in the code itself.
EMPTY = frozenset("""
    perform use do implement run get set apply define try handle understand process
    show view see check explore inspect examine investigate understand import install
    include perform work
    """.split())


def _inflections(verb: str) -> tuple[str, ...]:
    if verb.endswith("e"):
        return verb, verb + "s", verb[:-1] + "ing", verb + "d"
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return verb, verb[:-1] + "ies", verb + "ing", verb[:-1] + "ied"
    if verb.endswith(("s", "sh", "ch", "x", "z")):
        return verb, verb + "es", verb + "ing", verb + "ed"
    forms = (verb, verb + "s", verb + "ing", verb + "ed")
    if verb[-1] in "bdgmnprt" and verb[-2] in "aeiou" and verb[-3:-2] not in ("", *"aeiou"):
        doubled = verb + verb[-1]
        return *forms, doubled + "ing", doubled + "ed"
    return forms


BASE_OF: dict[str, str] = {
    form: verb for verb in _REGULAR for form in _inflections(verb)
} | _IRREGULAR


def imperative(word: str) -> str | None:
    """`loading`, `loads`, `loaded`, `load` → `load`; `None` for what is no verb known here."""
    return BASE_OF.get(word.lower())


def is_certainly_verb(word: str) -> bool:
    """Whether a title that begins with `word` begins with a deed: `loading` does, `test` may not."""
    base = BASE_OF.get(word.lower())
    return base is not None and (word.lower() != base or base not in NOUNS_TOO)
