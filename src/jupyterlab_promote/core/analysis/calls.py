"""What is known of the functions that data scientists call, by name.

Names decide here, because the analysis sees no values. Each table errs on the side that keeps
behaviour: an unknown call may keep its arguments, may change them, and may draw.
"""

from __future__ import annotations

import ast
import builtins
import re
import sys

BUILTINS = frozenset(dir(builtins)) - {"_"}
STDLIB = sys.stdlib_module_names
NOTEBOOK_BUILTINS = frozenset({"display", "get_ipython"})

IN_PLACE = frozenset(
    """add append appendleft clear difference_update discard extend extendleft fit fit_generator
    fit_predict fit_transform insert intersection_update partial_fit pop popitem popleft put
    remove reverse rotate setdefault set_params sort train_on_batch update write writelines
    writerow writerows""".split()
)

PURE = frozenset(
    """abs agg aggregate all any apply applymap argmax argmin argsort array asarray assign astype
    between capitalize clip columns concat copy corr count cov crosstab cummax cummin cumprod cumsum
    cut describe diff display dot drop_duplicates dropna dtype dtypes duplicated endswith
    eq explode factorize fillna filter find first format from_dict ge get get_dummies groupby gt
    head hist idxmax idxmin iloc index info isin isna isnull items iterrows itertuples join keys
    kurt last le len linspace loc lower lstrip lt map max mean median melt memory_usage merge min
    mode multiply ne nlargest notna notnull nsmallest nunique ones pct_change pivot pivot_table plot
    pow predict predict_proba prod qcut quantile query rank ravel read_csv reindex rename
    replace resample reset_index reshape rolling round rstrip sample score select_dtypes set_index
    shape shift size skew sort_index sort_values split splitlines squeeze stack startswith std strip
    strftime sub sum summary swapaxes tail title to_csv to_datetime to_dict to_excel to_frame
    to_json to_list to_numeric to_numpy to_parquet to_pickle tolist train_test_split transform
    transpose truediv unique unstack upper value_counts values var where xs zeros zfill""".split()
)

PURE_FUNCTIONS = frozenset(
    """abs all any bin bool bytes callable chr complex dict divmod enumerate filter float
    format frozenset getattr hasattr hash hex id int isinstance issubclass len list map max min
    oct ord pow print range repr reversed round set slice sorted str sum tuple type zip""".split()
)

# Builtins that call no function that they are given; methods of their arguments they may call.
NEVER_CALL_BACK = frozenset(
    "abs bool chr float id int isinstance issubclass len ord print range repr round str type".split()
)

_CONSUMES = frozenset(
    """agg aggregate all any apply apply_along_axis applymap assign bool brentq count crosstab
    curve_fit dblquad dict enumerate filter_rows float frozenset fromfunction fromiter fsolve
    groupby int join least_squares len list map mask max mean min minimize minimize_scalar newton
    odeint pipe pivot_table print quad query range read_csv reduce rename root round set solve_ivp
    sort sort_values sorted str sub subn sum transform tuple update_layout var where""".split()
)
_GIVE_BACK = frozenset(  # what they are given, or its elements, as the value
    {
        "dict",
        "frozenset",
        "list",
        "max",
        "min",
        "reduce",
        "functools.reduce",
        "set",
        "sorted",
        "tuple",
    }
)
_LAZY_BUILTINS = frozenset({"map", "filter", "zip", "enumerate", "reversed", "iter"})

_CALL_LATER = frozenset(
    "accumulate defaultdict dropwhile filterfalse groupby property starmap takewhile".split()
)

_MAY_SUPPRESS = frozenset({"suppress", "raises", "assertRaises", "assertRaisesRegex", "ExitStack"})

_RANDOM = frozenset(
    """choice choices normal permutation rand randint randn randrange random sample seed
    shuffle standard_normal uniform gauss binomial poisson""".split()
)

_PLOTTING = frozenset(
    """annotate axhline axvline axes bar barh barplot boxplot boxenplot catplot clustermap colorbar
    contour contourf countplot countplot dendrogram displot distplot draw errorbar factorplot figure
    fill_between gca gcf grid hexbin hist hist2d histplot hlines hvplot imshow jointplot kdeplot
    legend lineplot lmplot loglog matshow pairplot pcolormesh pie plot plot3D plot_confusion_matrix
    plot_importance plot_tree pointplot probplot quiver regplot relplot scatter scatter_matrix
    scatterplot show stackplot stem step stripplot subplot subplots suptitle swarmplot text
    tight_layout title tripcolor violinplot vlines xlabel xlim xticks ylabel ylim yticks
    FacetGrid PairGrid JointGrid from_estimator from_predictions""".split()
)
_PLOT_ROOTS = frozenset({"plt", "sns", "pyplot", "seaborn", "pylab"})
_AMBIGUOUS_PLOTS = frozenset({"title", "text", "count", "step", "grid", "pie", "draw", "show"})

_FILES = frozenset(
    """open savefig to_csv to_excel to_feather to_hdf to_json to_parquet to_pickle to_sql dump save
    savetxt savez makedirs mkdir remove rename rmtree unlink urlretrieve write_text
    write_bytes copyfile""".split()
)

_CONFIGURES = frozenset(
    """chdir filterwarnings simplefilter set_option reset_option set_printoptions set_style
    set_theme set_context set_palette set_config basicConfig rc rcdefaults use seed set_seed
    enable_eager_execution putenv setlocale register_matplotlib_converters setrecursionlimit
    disable set_matplotlib_formats register init_notebook_mode""".split()
)

_FRAME = frozenset(
    """locals globals vars dir exec eval compile __import__ breakpoint _getframe currentframe
    stack getframeinfo trace getouterframes getsource getsourcelines getmodule super""".split()
)

RESOURCES = frozenset(
    """open TemporaryDirectory NamedTemporaryFile SpooledTemporaryFile TemporaryFile connect Client
    FuncAnimation ArtistAnimation Pool ThreadPool ThreadPoolExecutor ProcessPoolExecutor
    SparkContext Session mmap socket Popen Timer Thread Process Listener ref finalize proxy
    WeakValueDictionary WeakKeyDictionary WeakSet LocalCluster ExcelWriter HDFStore File ZipFile
    TarFile cursor urlopen Button Slider observe""".split()
)

_QUIET_LIBRARIES = frozenset(
    """numpy pandas sklearn scipy lightgbm xgboost catboost statsmodels polars pyarrow imblearn
    category_encoders optuna joblib torch tensorflow keras requests tqdm networkx nltk spacy""".split()
)

_WORD = re.compile(r"[^\W\d]\w*")
_AT_NAME = re.compile(r"@([A-Za-z_]\w*)")
_FORMULA_CALLS = frozenset(
    """ols glm logit probit wls gls mixedlm gee poisson negativebinomial quantreg phreg rlm mnlogit
    dmatrix dmatrices from_formula anova_lm smf model_matrix Formula""".split()
)
_AT_NAMES = frozenset({"query", "eval"})
_SQL = re.compile(r"\bselect\b.*\bfrom\b", re.IGNORECASE | re.DOTALL)
_TABLE = re.compile(r"\b(?:from|join)\s+([^\W\d]\w*)", re.IGNORECASE)
_SQL_CALLS = frozenset({"duckdb.execute", "query", "sql", "sqldf"})
_WORDS = frozenset({"pd.eval", "pandas.eval", "ne.evaluate", "numexpr.evaluate"})


# Names that say what a call does, as long as the notebook does not define them itself.
TELLING = PURE | PURE_FUNCTIONS | IN_PLACE | _CONSUMES | _LAZY_BUILTINS


def retains(name: str, *, stored: bool) -> bool:
    """Whether a call of `name`, whose value is `stored` or not, may keep its arguments alive there or elsewhere."""
    if name in _LAZY_BUILTINS or name in _GIVE_BACK:
        return stored
    return name.rpartition(".")[2] not in _CONSUMES


def uses_up(name: str) -> bool:
    """Whether a call of `name` is done with the generators that it is given when it returns."""
    return name not in _LAZY_BUILTINS and name.rpartition(".")[2] in _CONSUMES


def calls_later(name: str) -> bool:
    """Whether what a call of `name` gives may call a function that it was given without being called: `map`, `defaultdict`."""
    return name in _LAZY_BUILTINS or name.rpartition(".")[2] in _CALL_LATER


def is_class_name(name: str) -> bool:
    return name[:1].isupper()


def may_suppress(context: ast.expr) -> bool:
    """Whether a `with` over this expression may swallow an exception of its body.

    Context managers of libraries are taken not to, except those known to; one whose name is
    bare and not a known builtin may be the notebook's own, and so may.
    """
    if not isinstance(context, ast.Call):
        return True
    function = context.func
    name = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
    if name in _MAY_SUPPRESS:
        return True
    return isinstance(function, ast.Name) and name not in RESOURCES and name not in BUILTINS


def is_in_place(node: ast.Call) -> bool:
    """`inplace=True`: pandas changes the receiver."""
    return any(
        keyword.arg == "inplace"
        and not (isinstance(keyword.value, ast.Constant) and keyword.value.value is False)
        for keyword in node.keywords
    )


QUERIED = "@"


def names_after_at(text: str) -> list[str]:
    """`limit` in `"x > @limit"`."""
    return _AT_NAME.findall(text)


def mentioned_names(name: str, node: ast.Call) -> set[str]:
    """Names that a library looks up in the caller's frame: `@limit` in a query, words of a formula, tables in SQL.

    QUERIED stands for any name after an @ in the notebook's strings: the query is not written here.
    """
    method = name.rpartition(".")[2]
    texts = [
        a.value
        for a in (*node.args, *(k.value for k in node.keywords))
        if isinstance(a, ast.Constant) and isinstance(a.value, str)
    ]
    found: set[str] = set()
    if method in _AT_NAMES and "." in name and not texts:
        found.add(QUERIED)
    for text in texts:
        if method in _AT_NAMES:
            found.update(names_after_at(text))
        if (method in _SQL_CALLS or name in _SQL_CALLS) and _SQL.search(text):
            found.update(_TABLE.findall(text))
        if name in _WORDS or "~" in text or method in _FORMULA_CALLS:
            found.update(_WORD.findall(text))
    return found


_STREAM = re.compile(r"\b(?:__)?std(?:out|err)(?:__)?\.write(?:lines)?$")


def effects_of(calls: frozenset[str] | set[str]) -> set[str]:
    """The effects that calls of these dotted names have, as far as names tell."""
    found: set[str] = set()
    for name in calls:
        root, _, _ = name.partition(".")
        method = name.rpartition(".")[2]
        if method in {"print", "display", "info", "pprint"} or _STREAM.search(name):
            found.add("prints")
        if root in _PLOT_ROOTS or _plots(name, method):
            found.add("plots")
        if method in _RANDOM and ("random" in name or name == method or root in {"np", "rng"}):
            found.add("random")
        if method in _FILES:
            found.add("files")
        if method in _CONFIGURES:
            found.add("configures")
        if method in _FRAME and (name == method or root in {"sys", "inspect", "builtins"}):
            found.add("frame")
        if method in NOTEBOOK_BUILTINS - {"display"}:
            found.add("notebook")
    return found


def _plots(name: str, method: str) -> bool:
    if method not in _PLOTTING:
        return "plot" in method.lower()
    if method in _AMBIGUOUS_PLOTS:
        return name.startswith(("ax", "fig", "axes"))
    return name != method or method in {"figure", "subplots", "plot", "scatter_matrix", "imshow"}


def is_quiet_library(module: str) -> bool:
    """Whether a library is known to draw nothing unless a plotting function is named."""
    return module.partition(".")[0] in _QUIET_LIBRARIES
