"""What well-known calls do, as a person would say it: the table behind names, topics and docstrings."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Action:
    """A deed of a step.

    `rank` decides which of several deeds names the step (highest wins), `thing` is what is acted on
    when the code names nothing better, `sentence` says it in a docstring ({} is the object), and
    `also` says it of a step that has another name; nothing where it would add nothing.
    """

    verb: str
    rank: int
    topic: str
    thing: str
    sentence: str
    also: str = ""


PLOT = Action("plot", 95, "plots", "results", "plot {}")
TUNE = Action("tune", 90, "models", "model", "search the best settings of {}", "tune it")
VALIDATE = Action("cross_validate", 87, "models", "model", "cross-validate {}", "cross-validate it")
CLUSTER = Action("cluster", 86, "models", "samples", "group {} into clusters")
TRAIN = Action("train", 85, "models", "model", "train {}", "train the model")
REDUCE = Action("reduce", 80, "features", "dimensions", "reduce {}", "reduce the dimensions")
VECTORIZE = Action("vectorize", 78, "features", "text", "turn {} into features")
EVALUATE = Action("evaluate", 75, "metrics", "model", "evaluate {}", "evaluate it")
PREDICT = Action("predict", 70, "models", "target", "predict {}")
SPLIT = Action("split", 68, "data", "train_test", "split the data into training and test sets")
DOWNLOAD = Action("download", 67, "data", "data", "download {}", "download the data")
LOAD = Action("load", 66, "data", "data", "load {}", "load the data")
ENCODE = Action(
    "encode", 60, "features", "categories", "encode {} as numbers", "encode the categories"
)
SCALE = Action("scale", 58, "features", "features", "scale {}", "scale the features")
FILL = Action("fill", 56, "data", "missing_values", "fill {}", "fill the missing values")
CLEAN_TEXT = Action("clean", 57, "text", "text", "clean {}", "clean the text")
TOKENIZE = Action("tokenize", 54, "text", "text", "split {} into tokens", "tokenize the text")
DEDUPLICATE = Action("drop", 53, "data", "duplicates", "drop duplicate rows", "drop duplicate rows")
DROP_MISSING = Action(
    "drop", 52, "data", "missing_rows", "drop rows with missing values", "drop incomplete rows"
)
MERGE = Action("merge", 50, "data", "tables", "merge {}", "merge the tables")
COMBINE = Action("combine", 48, "data", "tables", "put {} together")
AGGREGATE = Action("aggregate", 46, "data", "groups", "aggregate {}", "aggregate them by group")
BIN = Action("bin", 45, "features", "values", "sort {} into bins", "sort values into bins")
PARSE = Action("parse", 44, "data", "dates", "parse {}", "parse the dates")
SIMULATE = Action("simulate", 41, "data", "samples", "simulate {}")
DROP = Action("drop", 38, "data", "columns", "drop {}", "drop what is not needed")
SAVE = Action("save", 36, "data", "results", "save {}", "save the result")
RENAME = Action("rename", 34, "data", "columns", "rename {}", "rename the columns")
REPLACE = Action("clean", 33, "data", "values", "clean {}")
CONVERT = Action("convert", 32, "data", "types", "convert {}")
FILTER = Action("filter", 30, "data", "rows", "filter {}")
MEASURE = Action("compute", 24, "", "statistics", "compute {}")
SORT = Action("sort", 22, "data", "rows", "sort {}")

# Deeds that make a frame fit for use; several of them together are one cleaning or preparing.
CLEANING = frozenset(
    {FILL, DEDUPLICATE, DROP_MISSING, DROP, RENAME, REPLACE, CONVERT, PARSE, FILTER}
)
PREPARING = CLEANING | {ENCODE, SCALE, BIN, SPLIT}

_CALLS: dict[Action, str] = {
    LOAD: "read_csv read_excel read_json read_parquet read_table read_sql read_sql_query read_sql_table read_html "
    "read_pickle read_feather read_hdf read_stata read_sas read_spss read_fwf read_file load_dataset loadtxt "
    "genfromtxt loadmat imread load_workbook load_iris load_digits load_wine load_breast_cancer load_diabetes "
    "load_boston load_data load_files load_pandas fetch_openml fetch_california_housing fetch_20newsgroups fetch_lfw_people "
    "fetch_olivetti_faces image_dataset_from_directory scan_csv",
    DOWNLOAD: "urlretrieve urlopen get_json DataReader",
    SAVE: "to_csv to_excel to_json to_parquet to_pickle to_sql to_feather to_hdf savetxt savez dump save_model imsave",
    SPLIT: "train_test_split random_split",
    TUNE: "GridSearchCV RandomizedSearchCV BayesSearchCV HalvingGridSearchCV create_study optimize_study best_params_",
    VALIDATE: "StratifiedKFold KFold RepeatedStratifiedKFold TimeSeriesSplit GroupKFold LeaveOneOut ShuffleSplit "
    "cross_val_score cross_validate cross_val_predict",
    CLUSTER: "KMeans MiniBatchKMeans DBSCAN AgglomerativeClustering SpectralClustering GaussianMixture linkage "
    "fit_predict MeanShift HDBSCAN",
    TRAIN: "fit fit_generator partial_fit fit_resample train fit_regularized ols OLS Logit GLM train_on_batch",
    REDUCE: "PCA TSNE UMAP TruncatedSVD NMF LatentDirichletAllocation Isomap MDS LocallyLinearEmbedding",
    VECTORIZE: "CountVectorizer TfidfVectorizer HashingVectorizer TfidfTransformer Word2Vec texts_to_sequences "
    "pad_sequences",
    TOKENIZE: "word_tokenize sent_tokenize tokenize fit_on_texts lemmatize stem WordNetLemmatizer PorterStemmer",
    CLEAN_TEXT: "sub maketrans translate words",
    EVALUATE: "accuracy_score classification_report confusion_matrix "
    "roc_auc_score roc_curve precision_recall_curve precision_score recall_score f1_score mean_squared_error "
    "mean_absolute_error r2_score log_loss silhouette_score evaluate score auc learning_curve validation_curve "
    "mean_absolute_percentage_error root_mean_squared_error balanced_accuracy_score permutation_importance",
    PREDICT: "predict predict_proba predict_classes decision_function forecast get_forecast",
    ENCODE: "get_dummies LabelEncoder OneHotEncoder OrdinalEncoder TargetEncoder LabelBinarizer factorize "
    "to_categorical MultiLabelBinarizer BinaryEncoder",
    SCALE: "StandardScaler MinMaxScaler RobustScaler MaxAbsScaler Normalizer normalize PowerTransformer "
    "QuantileTransformer",
    FILL: "fillna SimpleImputer KNNImputer IterativeImputer interpolate ffill bfill Imputer",
    DEDUPLICATE: "drop_duplicates",
    DROP_MISSING: "dropna",
    MERGE: "merge merge_asof merge_ordered",
    COMBINE: "concat concatenate hstack vstack column_stack",
    AGGREGATE: "groupby pivot_table pivot crosstab resample agg aggregate value_counts",
    BIN: "cut qcut digitize KBinsDiscretizer",
    PARSE: "to_datetime strptime to_timedelta BeautifulSoup",
    DROP: "drop",
    RENAME: "rename",
    REPLACE: "replace",
    CONVERT: "astype to_numeric",
    FILTER: "query nlargest nsmallest isin between",
    SORT: "sort_values sort_index",
    MEASURE: "corr describe mean median std var quantile skew kurtosis ttest_ind pearsonr spearmanr chi2_contingency",
    SIMULATE: "default_rng RandomState make_blobs make_classification make_regression make_moons make_circles randn "
    "rand randint normal uniform rvs multivariate_normal binomial poisson make_swiss_roll choices",
}

ACTION_OF: dict[str, Action] = {
    call: action for action, calls in _CALLS.items() for call in calls.split()
}

# Calls that draw, and what the picture is called.
CHARTS: dict[str, str] = {
    "bar": "bars",
    "barh": "bars",
    "barplot": "bars",
    "boxplot": "boxplot",
    "catplot": "categories",
    "contour": "contours",
    "contourf": "contours",
    "countplot": "counts",
    "distplot": "distribution",
    "displot": "distribution",
    "ecdfplot": "distribution",
    "heatmap": "heatmap",
    "hist": "histogram",
    "hist2d": "histogram",
    "histplot": "histogram",
    "hexbin": "density",
    "imshow": "image",
    "jointplot": "joint distribution",
    "kdeplot": "density",
    "line": "lines",
    "lineplot": "lines",
    "lmplot": "regression",
    "matshow": "matrix",
    "pairplot": "pairs",
    "pcolormesh": "grid",
    "pie": "shares",
    "plot": "",
    "plot_surface": "surface",
    "pointplot": "points",
    "regplot": "regression",
    "relplot": "relation",
    "scatter": "scatter",
    "scatter3D": "scatter",
    "scatter_matrix": "pairs",
    "scatterplot": "scatter",
    "stackplot": "stack",
    "stripplot": "strips",
    "swarmplot": "swarm",
    "violinplot": "violins",
    "wordcloud": "words",
    "errorbar": "errors",
    "fill_between": "band",
    "plot_tree": "tree",
    "plot_importance": "importance",
    "dendrogram": "dendrogram",
}

# Calls on a figure that draw nothing by themselves but belong to the picture.
FIGURE_CALLS = frozenset("""
    figure subplots subplot add_subplot title suptitle xlabel ylabel set_title set_xlabel
    set_ylabel set legend show xticks yticks xlim ylim set_xlim set_ylim set_xticks
    set_yticks set_xticklabels set_yticklabels grid tight_layout savefig axhline axvline
    annotate text colorbar close axis subplots_adjust set_zlabel twinx despine gca gcf plot
    tick_params invert_yaxis set_xscale set_yscale xscale yscale axes FacetGrid
    map_dataframe add_legend
    """.split())
FIGURE_OPENERS = frozenset({"figure", "subplots", "FacetGrid", "PairGrid"})
PLOT_ROOTS = frozenset({"plt", "sns", "pyplot", "seaborn", "px", "go", "alt"})

# Calls that set how things look from here on: no work of the step.
OPTION_CALLS = frozenset("""
    set_option set_style set_theme set_context set_palette filterwarnings simplefilter
    basicConfig use rcdefaults seterr set_printoptions seed set_seed manual_seed
    set_config_inline reset_option init_notebook_mode set_matplotlib_formats set_verbosity
    tqdm_pandas rc ion ioff set_defaults enable_notebook
    """.split())

# What a score is called in a sentence.
METRICS: dict[str, str] = {
    "accuracy_score": "accuracy",
    "balanced_accuracy_score": "balanced accuracy",
    "average_precision_score": "average precision",
    "f1_score": "F1",
    "log_loss": "log loss",
    "mean_absolute_error": "mean absolute error",
    "mean_squared_error": "mean squared error",
    "root_mean_squared_error": "root mean squared error",
    "precision_score": "precision",
    "r2_score": "R2",
    "recall_score": "recall",
    "roc_auc_score": "ROC AUC",
    "silhouette_score": "silhouette",
}
