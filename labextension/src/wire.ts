// Made from wire.schema.json by `npm run wire`; edit the schema instead.

/**
 * [cell index, first line, last line]: cells count from 0 over all cells of the notebook, lines from 1, both ends inclusive.
 *
 * @minItems 3
 * @maxItems 3
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "StatementRange".
 */
export type StatementRange = [number, number, number];
/**
 * One change of the notebook.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "CellEdit".
 */
export type CellEdit = ReplaceCell | RemoveCell | InsertCell;
/**
 * Asks to run the notebook before and after.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "VerifyRequest".
 */
export type VerifyRequest = ApplyRequest & {
  /**
   * How long each run may take.
   */
  seconds?: number;
};
/**
 * How the run before and the run after compare.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Verdict".
 */
export type Verdict =
  'same' | 'differs' | 'unstable' | 'failed' | 'timed-out' | 'cancelled';

/**
 * The contract between the server, the command line and the browser. Unknown keys are allowed everywhere and ignored.
 */
export interface Wire {}
/**
 * What went wrong: one sentence, a slug that docs/refusals.md explains, and the place. Every failing reply has this shape.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Error".
 */
export interface Error {
  slug: string;
  message: string;
  where: string;
}
/**
 * Something that was not done, and why.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Refusal".
 */
export interface Refusal {
  rule: string;
  /**
   * Cell ids.
   */
  cells: string[];
  slug: string;
  reason: string;
}
/**
 * A cell that could not be read; lines count from 1.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Problem".
 */
export interface Problem {
  cell: string;
  line: number;
  slug: string;
  message: string;
}
/**
 * A parameter of a proposed function.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Parameter".
 */
export interface Parameter {
  /**
   * What the function calls it.
   */
  name: string;
  /**
   * The notebook's name, or the literal, that the call passes.
   */
  source: string;
  annotation: string | null;
  default: string | null;
}
/**
 * What a person may answer differently; the values are what is proposed.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Questions".
 */
export interface Questions {
  name: string;
  module: string;
  parameters: Parameter[];
  /**
   * Names that become local and could be kept bound in the notebook.
   */
  keep: string[];
}
/**
 * One function, class or constant that could leave the notebook.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Proposal".
 */
export interface Proposal {
  /**
   * Made from rule and content, stable between runs.
   */
  id: string;
  rule: string;
  title: string;
  reason: string;
  name: string;
  module: string;
  /**
   * Cell ids.
   */
  cells: string[];
  statements: StatementRange[];
  parameters: string[];
  returns: string[];
  /**
   * Names that would no longer be bound in the notebook.
   */
  localised: string[];
  /**
   * As a person would read it: `split_target(customers) → churn, target`.
   */
  signature: string;
  questions: Questions;
  /**
   * Ids of proposals that must be applied together with this one.
   */
  needs: string[];
  /**
   * `--all` takes it.
   */
  worth: boolean;
  docstring: string;
}
/**
 * What `jupyter promote list --json` prints, best first.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "ProposalList".
 */
export interface ProposalList {
  proposals: Proposal[];
  refused: Refusal[];
  problems: Problem[];
}
/**
 * A file's text before and after; null where there is no such file.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "FileDiff".
 */
export interface FileDiff {
  /**
   * Relative to the project's root, with forward slashes.
   */
  path: string;
  before: string | null;
  after: string | null;
}
/**
 * The project that a notebook is promoted into.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Project".
 */
export interface Project {
  /**
   * Over HTTP relative to the server's root directory, on the command line absolute.
   */
  root: string;
  /**
   * The import package's name.
   */
  package: string;
  /**
   * Its folder relative to the root.
   */
  package_path: string;
  /**
   * False where the project is still to be made.
   */
  exists: boolean;
  /**
   * Modules that are there already, without the package's name.
   */
  modules: string[];
  /**
   * What would be created for a project that is still to be made; empty otherwise.
   */
  files: FileDiff[];
}
/**
 * A notebook as nbformat has it, as it stands in the browser; it is kept as it is.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "NotebookContent".
 */
export interface NotebookContent {
  cells: {}[];
}
/**
 * Asks for the proposals of a notebook.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "ProposalsRequest".
 */
export interface ProposalsRequest {
  /**
   * The notebook's path, relative to the server's root directory.
   */
  path: string;
  notebook: NotebookContent;
  /**
   * The project's folder; null takes the nearest pyproject.toml above the notebook, else the notebook's folder.
   */
  into?: string | null;
  /**
   * The name of a package that is still to be made; null takes the notebook's.
   */
  package?: string | null;
  /**
   * Names in the live kernel and the annotations for them, `{"customers": "pandas.DataFrame"}`.
   */
  types?: {
    [k: string]: string;
  };
  /**
   * `sys.executable` of the notebook's running kernel, whose distributions become dependencies.
   */
  python?: string | null;
}
/**
 * Proposals, best first, and the project that they would go to.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "ProposalsResponse".
 */
export interface ProposalsResponse {
  path: string;
  /**
   * Of the notebook that was analysed.
   */
  fingerprint: string;
  proposals: Proposal[];
  refused: Refusal[];
  problems: Problem[];
  project: Project;
}
/**
 * A person's answer to a proposal; null leaves the proposed value.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Decision".
 */
export interface Decision {
  /**
   * The proposal's id.
   */
  proposal: string;
  accepted?: boolean;
  name?: string | null;
  module?: string | null;
  /**
   * Chosen names by `Parameter.source`.
   */
  parameters?: {
    [k: string]: string;
  };
  /**
   * Names that would become local and shall stay bound.
   */
  keep?: string[];
}
/**
 * Whole statements that a person selected, to become a function. Cells and lines as in StatementRange; null lines take whole cells.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Selection".
 */
export interface Selection {
  first_cell: number;
  last_cell: number;
  name: string;
  /**
   * In the first cell.
   */
  first_line?: number | null;
  /**
   * In the last cell.
   */
  last_line?: number | null;
  /**
   * Null leaves the choice to us.
   */
  module?: string | null;
}
/**
 * Asks what would change.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "PlanRequest".
 */
export interface PlanRequest {
  /**
   * The notebook's path, relative to the server's root directory.
   */
  path: string;
  notebook: NotebookContent;
  /**
   * Proposals that no decision names are left alone.
   */
  decisions?: Decision[];
  /**
   * Instead of decisions: what the person selected.
   */
  selection?: Selection | null;
  /**
   * The project's folder; null takes the nearest pyproject.toml above the notebook, else the notebook's folder.
   */
  into?: string | null;
  /**
   * The name of a package that is still to be made; null takes the notebook's.
   */
  package?: string | null;
  /**
   * Names in the live kernel and the annotations for them, `{"customers": "pandas.DataFrame"}`.
   */
  types?: {
    [k: string]: string;
  };
  /**
   * `sys.executable` of the notebook's running kernel, whose distributions become dependencies.
   */
  python?: string | null;
}
/**
 * A cell whose source was `before` becomes `after`.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "ReplaceCell".
 */
export interface ReplaceCell {
  op: 'replace';
  cell: string;
  /**
   * In the notebook that was planned on.
   */
  index: number;
  before: string;
  after: string;
}
/**
 * A cell that goes.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "RemoveCell".
 */
export interface RemoveCell {
  op: 'remove';
  cell: string;
  /**
   * In the notebook that was planned on.
   */
  index: number;
  before: string;
  after: null;
}
/**
 * A new code cell, placed before the cell that has `index` in the notebook that was planned on.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "InsertCell".
 */
export interface InsertCell {
  op: 'insert';
  /**
   * The new cell's id.
   */
  cell: string;
  index: number;
  before: null;
  after: string;
}
/**
 * What is done for one accepted proposal.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Promoted".
 */
export interface Promoted {
  id: string;
  rule: string;
  name: string;
  module: string;
  cells: string[];
  parameters: string[];
  returns: string[];
  localised: string[];
}
/**
 * What would change, and the fingerprints of what it was planned on.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Plan".
 */
export interface Plan {
  /**
   * The plan's id; two equal plans have the same.
   */
  plan: string;
  notebook: string;
  /**
   * Of the notebook.
   */
  fingerprint: string;
  root: string;
  package: string;
  package_path: string;
  cells: CellEdit[];
  files: FileDiff[];
  /**
   * SHA-256 of each file that is replaced, as it was when the plan was made.
   */
  fingerprints: {
    [k: string]: string;
  };
  promoted: Promoted[];
  refused: Refusal[];
  problems: Problem[];
  warnings: string[];
  /**
   * The notebook's new path; empty where it stays.
   */
  moved_to?: string;
}
/**
 * A plan as a unified diff, to be read or kept.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Patch".
 */
export interface Patch {
  /**
   * The plan's id.
   */
  plan: string;
  patch: string;
}
/**
 * Asks to write the package's files. The plan's id says what the person saw: when planning again gives another plan, it is stale and nothing is written.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "ApplyRequest".
 */
export interface ApplyRequest {
  /**
   * The notebook's path, relative to the server's root directory.
   */
  path: string;
  notebook: NotebookContent;
  plan: string;
  /**
   * Proposals that no decision names are left alone.
   */
  decisions?: Decision[];
  /**
   * Instead of decisions: what the person selected.
   */
  selection?: Selection | null;
  /**
   * The project's folder; null takes the nearest pyproject.toml above the notebook, else the notebook's folder.
   */
  into?: string | null;
  /**
   * The name of a package that is still to be made; null takes the notebook's.
   */
  package?: string | null;
  /**
   * Names in the live kernel and the annotations for them, `{"customers": "pandas.DataFrame"}`.
   */
  types?: {
    [k: string]: string;
  };
  /**
   * `sys.executable` of the notebook's running kernel, whose distributions become dependencies.
   */
  python?: string | null;
}
/**
 * What was written. `jupyter promote apply --json` prints it; over HTTP the notebook itself is edited in the browser, by `cells`.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Applied".
 */
export interface Applied {
  notebook: string;
  project: string;
  /**
   * What undo takes back; empty where nothing was done.
   */
  receipt: string;
  applied: Promoted[];
  refused: Refusal[];
  problems: Problem[];
  /**
   * Written files, relative to the project.
   */
  files: string[];
  cells?: CellEdit[];
  warnings?: string[];
  /**
   * The folder to put on the kernel's path so that the package can be imported.
   */
  source_root?: string;
  /**
   * The notebook's new path; empty where it stays.
   */
  moved_to?: string;
}
/**
 * Takes back the last apply, or the one with this receipt.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "UndoRequest".
 */
export interface UndoRequest {
  /**
   * The notebook's or the project's path.
   */
  path: string;
  /**
   * The notebook as it stands in the browser: where one of the promotion's cells was edited since, nothing is taken back.
   */
  notebook?: NotebookContent | null;
  receipt?: string | null;
}
/**
 * What was taken back. Over HTTP, `cells` turns the notebook back; with `move` nothing was taken back yet, and the browser moves it back.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Undone".
 */
export interface Undone {
  receipt: string;
  notebook: string;
  /**
   * Over HTTP relative to the server's root directory.
   */
  project?: string;
  /**
   * Restored or removed files, relative to the project.
   */
  files: string[];
  cells?: CellEdit[];
  move?: Origin;
}
/**
 * Where a notebook lay before its last move.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Origin".
 */
export interface Origin {
  /**
   * Relative to the server's root directory.
   */
  to: string;
  /**
   * Folders to remove where they are empty, innermost first.
   */
  made: string[];
}
/**
 * Asks to make the package importable in the kernel's environment.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "InstallRequest".
 */
export interface InstallRequest {
  /**
   * The notebook's path, relative to the server's root directory.
   */
  path: string;
  /**
   * Of the promotion; its undo takes the installation back as well.
   */
  receipt: string;
  /**
   * `sys.executable` of the notebook's running kernel.
   */
  python: string;
}
/**
 * How the package was made importable; `nothing` where it was before.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Installed".
 */
export interface Installed {
  how: 'pip' | 'pth' | 'nothing';
}
/**
 * A function or class of a generated module.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Definition".
 */
export interface Definition {
  kind: 'function' | 'class';
  name: string;
  signature: string;
  /**
   * First line of its docstring.
   */
  doc: string;
  line: number;
  /**
   * Paths of the notebooks that import it.
   */
  used_in: string[];
}
/**
 * A module of the project's package.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Module".
 */
export interface Module {
  /**
   * Without the package's name.
   */
  name: string;
  /**
   * Relative to the project's root.
   */
  path: string;
  doc: string;
  definitions: Definition[];
}
/**
 * What the project's package holds.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "PackageContents".
 */
export interface PackageContents {
  project: Project;
  modules: Module[];
}
/**
 * The notebook was run as it is and as it would become.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Verified".
 */
export interface Verified {
  verdict: Verdict;
  /**
   * "42 of 42 outputs are the same", or what differs first.
   */
  message: string;
  /**
   * The cells that differ, or that are not the same twice.
   */
  cells: string[];
  /**
   * The first difference; its path names the cell.
   */
  difference?: FileDiff | null;
}
/**
 * Asks what has to change so that the notebook can move.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "MoveRequest".
 */
export interface MoveRequest {
  /**
   * The notebook's path, relative to the server's root directory.
   */
  path: string;
  notebook: NotebookContent;
  /**
   * In the project that holds the notebook, else beside it.
   */
  folder: string;
  /**
   * The project's folder; null takes the nearest pyproject.toml above the notebook, else the notebook's folder.
   */
  into?: string | null;
  /**
   * The name of a package that is still to be made; null takes the notebook's.
   */
  package?: string | null;
}
/**
 * Says that a notebook was moved.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "MovedRequest".
 */
export interface MovedRequest {
  /**
   * The notebook's path, relative to the server's root directory.
   */
  path: string;
  /**
   * Its path before.
   */
  was: string;
  /**
   * What the move changed in the notebook; left out where it moved back.
   */
  cells?: CellEdit[];
  /**
   * Folders that were made for the move, innermost first, relative to the server's root directory.
   */
  made?: string[];
}
/**
 * The promotions of a notebook that was moved know its new path.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Moved".
 */
export interface Moved {
  notebook: string;
  receipts: string[];
}
/**
 * A cell is about to run.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "TrialProgress".
 */
export interface TrialProgress {
  run: 'before' | 'after' | 'before again';
  /**
   * Counted from 0 over the code cells.
   */
  cell: number;
  /**
   * So many code cells there are.
   */
  cells: number;
}
/**
 * One line of the reply to a trial: exactly one of these.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "TrialLine".
 */
export interface TrialLine {
  progress?: TrialProgress;
  verified?: Verified;
  error?: Error;
}
