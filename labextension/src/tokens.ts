import type {
  Applied,
  Installed,
  NotebookContent,
  PackageContents,
  Parameter,
  Plan,
  PlanRequest,
  Proposal,
  ProposalsRequest,
  ProposalsResponse,
  Undone,
  Verified
} from './wire';

export const NAMESPACE = 'jupyterlab-promote';
export const PANEL_ID = 'jp-promote-panel';
export const SIDEBAR_ID = 'jp-promote-functions';

export const CommandIDs = {
  open: 'promote:open',
  promoteCell: 'promote:promote-cell',
  extract: 'promote:extract',
  undo: 'promote:undo',
  showChanges: 'promote:show-changes',
  showFunctions: 'promote:show-functions'
} as const;

/** What a person asked for in the settings. */
export interface Preferences {
  groupByTopic: boolean;
  defaultModule: string;
  keepOutputs: boolean;
  hint: boolean;
  autoreload: boolean;
  verify: boolean;
  install: 'ask' | 'always' | 'never';
}

export const DEFAULTS: Preferences = {
  groupByTopic: true,
  defaultModule: 'utils',
  keepOutputs: true,
  hint: true,
  autoreload: false,
  verify: false,
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
}

export type State =
  | { kind: 'idle'; reason: 'no-notebook' | 'not-python' }
  | { kind: 'analysing'; shown: Shown | null }
  | { kind: 'ready'; shown: Shown }
  | { kind: 'planning'; shown: Shown }
  | { kind: 'applying'; shown: Shown }
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

/** The server's endpoints. */
export interface Server {
  proposals(
    request: ProposalsRequest,
    signal?: AbortSignal
  ): Promise<ProposalsResponse>;
  plan(request: PlanRequest, signal?: AbortSignal): Promise<Plan>;
  verify(request: PlanRequest & { plan: string }): Promise<Verified>;
  apply(request: PlanRequest & { plan: string }): Promise<Applied>;
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
