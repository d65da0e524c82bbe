"""Word lists for reading headings, comments and names, and what English does to a word."""

from __future__ import annotations

import re

ARTICLES = frozenset("""
    a an the this that these those some any our my your its their his her all of each every
    both following given new different various several
    """.split())

STOP_WORDS = ARTICLES | frozenset("""
    i we you they it is are was were be been being am do does did has have had so as if then
    else there here very just only also too well now again up out off let us me them what
    which who how when where why will would can could should shall may might must etc eg ie
    and or
    """.split())

FINITE = frozenset(
    "is are was were am be been has have had do does did don't doesn't isn't aren't will would can could "
    "should must may might seems seem looks look it's there's that's i we you because but".split()
)

# A name may keep these between two nouns: `plot_price_vs_area`, `count_orders_by_month`.
LINKS = frozenset("""
    by vs per over from to with without between
    """.split())

# Where a clause ends, a name ends too: "Convert the dates | so that we can sort them".
CLAUSE_ENDS = frozenset("""
    and using with because so since while which that where when if for to as but then via
    into on in from before after only at through based or instead like
    """.split())

# Openings that say nothing about the step: "Now let's have a look at the ages" is about the ages.
CHATTER = re.compile(
    r"^(?:(?:ok(?:ay)?|so|now|next|then|first(?:ly| of all)?|second(?:ly)?|third(?:ly)?|finally|lastly|also|"
    r"again|here|please|note that|simply|just|to begin(?: with)?|to start(?: with)?|as usual|"
    r"let'?s|let us|lets|i|we|you|i'?ll|we'?ll|i'?m|we'?re|i am|we are|(?:we )?(?:can|could|will|should|must)|"
    r"want to|need to|have to|going to|try(?:ing)? to|like to|would like to|are able to|in order to|to|"
    r"(?:take|have|get|having|taking) an? (?:quick |closer |first )*(?:look|glance|peek) (?:at|into)|look(?:ing)? (?:at|into)|"
    r"see(?:ing)?(?: how| what| if| that)?|start(?:ing)?(?: by| with)?|begin(?: by| with)?|proceed to|move on to|"
    r"(?:the )?(?:following|below|above|this|next) (?:cell|code|function|block|section|step|snippet|part)"
    r"(?: (?:will|is used to|is to|shows?))?|this (?:will|is)|(?:code|function|cell)? ?used to|"
    r"quick(?:ly)?|try|time to|more|(?:deal|dealing|work|working) with)\b[\s,:;-]*)+",
    re.IGNORECASE,
)

# Headings that name a place in a document, not a step.
NOT_A_STEP = frozenset("""
    introduction intro overview summary conclusion conclusions result results output outputs
    solution solutions answer answers exercise exercises question questions problem problems
    task tasks part step section chapter example examples setup main misc other notes note
    todo references appendix background discussion approach attempt method methodology
    objective objectives goal goals context contents demo usage code cell here done end
    start begin begins beginning next previous above below optional bonus homework
    assignment tutorial warning important hint tip see also version
    """.split())

# Parts of names that tell nothing about what they hold.
VAGUE = frozenset("""
    df dfs data dat dataframe dataset frame temp tmp foo bar baz qux x y z a b c d e f g h i
    j k l m n o p q r s t u v w aa bb cc xx yy zz val value values var vars obj item items
    elem res result results ret out output outputs thing things stuff test1 new old my final
    last cur curr current copy dummy lst list arr array dict dic tuple set series vec str
    string num number idx ix index ii jj kk fig ax axes ax1 ax2 plot plt plots figure func
    function fn f1 do doit main run process handle all misc the this that it one two three
    info clean cleaned true
    """.split())

# Words of functions' names that say nothing: such a function gets a better name.
EMPTY = frozenset("""
    func fun fn fnc function funct myfunc myfunction method procedure foo bar baz qux quux asdf qwerty blah do it
    doit dosomething something anything this that my the new old a an helper helpers temp tmp thing things
    stuff untitled
    """.split())

# These say something alone, and nothing with a number: `clean_1` is one of several, `test1` is a try.
EMPTY_IF_NUMBERED = EMPTY | frozenset("f process test try run main step task part version".split())

# Short forms that people write in names, and what they mean in a sentence.
SPELLED_OUT = {
    "acc": "accuracy",
    "avg": "average",
    "cat": "category",
    "cats": "categories",
    "clf": "classifier",
    "cm": "confusion matrix",
    "coef": "coefficients",
    "cols": "columns",
    "corr": "correlation",
    "cust": "customer",
    "feat": "feature",
    "feats": "features",
    "freq": "frequency",
    "imp": "importance",
    "lr": "linear model",
    "pred": "predictions",
    "preds": "predictions",
    "prob": "probabilities",
    "probs": "probabilities",
    "reg": "regressor",
    "rf": "random forest",
    "std": "standard deviation",
    "xgb": "XGBoost model",
    "xgboost": "XGBoost model",
    "catboost": "CatBoost model",
    "lgbm": "LightGBM model",
    "lightgbm": "LightGBM model",
    "knn": "nearest neighbours",
    "mlp": "neural network",
    "sgd": "linear model",
    "svm": "support vector machine",
}

# Written in capitals in a sentence.
ACRONYMS = frozenset(
    "roc auc pca svm svc knn lda nlp api csv json sql html url rmse mae mse tsne umap nmf lgbm xgb pr eda ecdf pdf cdf "
    "kde gdp bmi id ids cv tfidf rnn cnn lstm gan gru arima ols glm mcmc gps".split()
)

IDENTIFIER_PART = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")


def parts_of(identifier: str) -> tuple[str, ...]:
    """The words of `snake_case`, `camelCase` or `CamelCase`, in lower case: `XGBModel2` → xgb, model, 2."""
    return tuple(part.lower() for part in IDENTIFIER_PART.findall(identifier))


def telling_parts(identifier: str) -> tuple[str, ...]:
    """The words of a name that say what it holds: `df_sales2` → sales; `df2` → nothing."""
    return tuple(p for p in parts_of(identifier) if p not in VAGUE and not p.isdigit())


def singular(word: str) -> str:
    """`categories` → `category`; a word that is no plural stays."""
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes")):
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > 3:
        return word[:-1]
    return word


def plural(word: str) -> str:
    """`category` → `categories`; a word that is a plural stays."""
    if word.endswith("s"):
        return word
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return word[:-1] + "ies"
    if word.endswith(("x", "ch", "sh")):
        return word + "es"
    return word + "s"
