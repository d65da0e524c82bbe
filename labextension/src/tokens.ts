import type {
  Applied,
  ApplyRequest,
  Installed,
  Moved,
  MovedRequest,
  MoveRequest,
  NotebookContent,
  PackageContents,
  Parameter,
  Plan,
  PlanRequest,
  Proposal,
  ProposalsRequest,
  ProposalsResponse,
  TrialProgress,
  Undone,
  Verified,
  VerifyRequest
} from './wire';

export const NAMESPACE = 'jupyterlab-promote';
export const PANEL_ID = 'jp-promote-panel';
export const SIDEBAR_ID = 'jp-promote-functions';

export const CommandIDs = {
  open: 'promote:open',
  promoteCell: 'promote:promote-cell',
  extract: 'promote:extract',
  undo: 'promote:undo',
  verify: 'promote:verify',
  move: 'promote:move',
  showChanges: 'promote:show-changes',
  showFunctions: 'promote:show-functions'
} as const;

/** What a person asked for in the settings. */
export interface Preferences {
  groupByTopic: boolean;
  defaultModule: string;
  keepOutputs: boolean;
  hint: boolean;
  readAhead: boolean;
  autoreload: boolean;
  verify: boolean;
  /** Minutes. */
  verifyLimit: number;
  explorationFolder: string;
  install: 'ask' | 'always' | 'never';
}

export const DEFAULTS: Preferences = {
  groupByTopic: true,
  defaultModule: 'utils',
  keepOutputs: true,
  hint: true,
  readAhead: true,
  autoreload: false,
  verify: false,
  verifyLimit: 60,
  explorationFolder: 'exploration',
  install: 'ask'
};

/** What a person chose for one proposal. */
export interface Choice {
  accepted: boolean;
  name: string;
  module: string;
  parameters: readonly Parameter[];
  keep: readonly string[];
}

/** Where the package shall be; nulls leave the choice to the server. */
export interface Target {
  into: string | null;
  package: string | null;
}

/** What a running kernel knows about the notebook. */
export interface KernelFacts {
  types: Record<string, string>;
  python: string | null;
}

/** Everything that the panel shows once a notebook has been read. */
export interface Shown {
  response: ProposalsResponse;
  choices: ReadonlyMap<string, Choice>;
  /** Cell id → position, from 0, for the chips. */
  positions: ReadonlyMap<string, number>;
  /** The proposal whose details are open, and what it alone would change. */
  opened: string | null;
  preview: Plan | null;
  /** What all accepted proposals together would change; null until it is known. */
  plan: Plan | null;
  /** A sentence above the list: why something was not done. */
  notice: string;
  /** How the two runs of a plan compared, until there is another plan. */
  trial: Trial | null;
  /** The folder that the notebook could move to, once something was promoted, or the plan to. */
  move: string | Plan | null;
}

/** The result of a trial, and the plan that was tried. */
export interface Trial {
  plan: string;
  verified: Verified;
}

/** How far the runs of a trial are, by name. */
export type Progress = Readonly<Record<string, TrialProgress>>;

export type State =
  | { kind: 'idle'; reason: 'no-notebook' | 'not-python' }
  | { kind: 'analysing'; shown: Shown | null }
  | { kind: 'ready'; shown: Shown }
  | { kind: 'planning'; shown: Shown }
  | { kind: 'applying'; shown: Shown }
  | { kind: 'verifying'; shown: Shown; progress: Progress }
  | { kind: 'failed'; error: Failure; shown: Shown | null };

/** A reply that says no: a slug, one sentence and the place. */
export class Failure extends Error {
  constructor(
    readonly slug: string,
    message: string,
    readonly where = '',
    readonly status = 0
  ) {
    super(message);
    this.name = 'Failure';
  }
}

/** What a task says that a person has stopped. */
export const CANCELLED = new Failure('cancelled', 'Cancelled.');

/** The server's endpoints. */
export interface Server {
  proposals(
    request: ProposalsRequest,
    signal?: AbortSignal
  ): Promise<ProposalsResponse>;
  plan(request: PlanRequest, signal?: AbortSignal): Promise<Plan>;
  /** Runs the notebook twice, and tells each cell; aborting ends the kernels. */
  verify(
    request: VerifyRequest,
    told: (progress: TrialProgress) => void,
    signal: AbortSignal
  ): Promise<Verified>;
  apply(request: ApplyRequest): Promise<Applied>;
  move(request: MoveRequest): Promise<Plan>;
  moved(request: MovedRequest): Promise<Moved>;
  /** With a notebook, only where none of the promotion's cells was edited since. */
  undo(
    path: string,
    receipt: string | null,
    notebook?: NotebookContent
  ): Promise<Undone>;
  install(path: string, receipt: string, python: string): Promise<Installed>;
  contents(path: string): Promise<PackageContents>;
}

export type { NotebookContent, Proposal };
