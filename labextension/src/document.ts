import { PathExt } from '@jupyterlab/coreutils';
import type { DocumentRegistry } from '@jupyterlab/docregistry';
import type { NotebookPanel } from '@jupyterlab/notebook';
import { PromiseDelegate } from '@lumino/coreutils';
import type { IObservableDisposable } from '@lumino/disposable';
import { ISignal, Signal } from '@lumino/signaling';
import type { YNotebook } from '@jupyter/ydoc';

import { makeImportable, within } from './kernel';
import { Knowledge } from './knowledge';
import {
  contentOf,
  edit,
  EditOptions,
  idsOf,
  openEdits,
  orderBefore,
  Step
} from './notebook';
import type { KernelFacts } from './tokens';
import type { Applied, CellEdit, NotebookContent } from './wire';

/** So many milliseconds a save waits for the one before it. */
const SAVING = 5000;

/** A notebook that is open in the browser, as the model needs it. */
export interface IDocument {
  readonly path: string;
  readonly isPython: boolean;
  /** Until the notebook is loaded. */
  readonly ready: Promise<void>;
  /** Fires when a source, or the order of the cells, has changed, or the kernel has answered late. */
  readonly changed: ISignal<IDocument, void>;
  content(): NotebookContent;
  ids(): string[];
  /** What the kernel said last. */
  readonly known: KernelFacts;
  /** What the kernel says within `patience` milliseconds; where it does not answer, what is known. */
  facts(patience: number): Promise<KernelFacts>;
  edit(edits: readonly CellEdit[], options: EditOptions): Step;
  /** Those of `edits` that are not done yet. */
  open(edits: readonly CellEdit[]): CellEdit[];
  /** The ids as they were before what `edits` take back. */
  orderBefore(edits: readonly CellEdit[]): string[];
  makeImportable(applied: Applied, autoreload: boolean): Promise<void>;
  /** Saves what is open and edited of `files`, relative to `project`. */
  prepare(project: string, files: readonly string[]): Promise<void>;
  /** Saves the notebook and renames it, kernel and all; gives the folders that it made for that. */
  moveTo(path: string): Promise<string[]>;
  /** Removes those of the folders, innermost first, that are empty. */
  discard(folders: readonly string[]): Promise<void>;
  /** Saves the notebook and lets open editors of `files`, relative to `project`, follow the disk. */
  settle(project: string, files: readonly string[]): Promise<void>;
}

/** The open documents around a notebook. */
export interface Desk {
  /** Saves open files that were edited, so that a plan is made on what the person sees. */
  save(paths: readonly string[]): Promise<void>;
  /** Renames an open file, making the folders that are missing; gives these, innermost first. */
  rename(from: string, to: string): Promise<string[]>;
  /** Removes those of the folders, innermost first, that are empty. */
  discard(folders: readonly string[]): Promise<void>;
  /** Loads unedited open files again. */
  reload(paths: readonly string[]): Promise<void>;
}

/** The document of a notebook panel; goes when the panel goes. */
export function documentOf(panel: NotebookPanel, desk: Desk): IDocument {
  return new NotebookDocument(panel, desk);
}

class NotebookDocument implements IDocument {
  constructor(
    private readonly panel: NotebookPanel,
    private readonly desk: Desk
  ) {
    panel.context.model.contentChanged.connect(this.onChanged, this);
    panel.context.saveState.connect(this.onSave, this);
    this.#knowledge.came.connect(this.onChanged, this);
    (panel as IObservableDisposable).disposed.connect(() => Signal.clearData(this));
  }

  #saving: PromiseDelegate<void> | null = null;
  readonly #changed = new Signal<this, void>(this);
  readonly #knowledge = new Knowledge(() => this.panel.sessionContext.session?.kernel);

  get changed(): ISignal<this, void> {
    return this.#changed;
  }

  /** Without the drive of a shared document, which only the browser knows. */
  get path(): string {
    return this.panel.context.path.slice(this.drive.length);
  }

  get ready(): Promise<void> {
    return this.panel.context.ready;
  }

  get isPython(): boolean {
    const { model, sessionContext } = this.panel.context;
    const language =
      model.defaultKernelLanguage || (sessionContext.kernelPreference.language ?? '');
    const kernel = model.defaultKernelName;
    return language
      ? language === 'python'
      : kernel === '' || kernel.startsWith('python');
  }

  content(): NotebookContent {
    return contentOf(this.shared);
  }

  ids(): string[] {
    return idsOf(this.shared);
  }

  get known(): KernelFacts {
    return this.#knowledge.last;
  }

  facts(patience: number): Promise<KernelFacts> {
    return this.#knowledge.facts(patience);
  }

  edit(edits: readonly CellEdit[], options: EditOptions): Step {
    return edit(this.shared, edits, options);
  }

  open(edits: readonly CellEdit[]): CellEdit[] {
    return openEdits(this.shared, edits);
  }

  orderBefore(edits: readonly CellEdit[]): string[] {
    return orderBefore(this.shared, edits);
  }

  async makeImportable(applied: Applied, autoreload: boolean): Promise<void> {
    if (applied.source_root) {
      const kernel = this.panel.sessionContext.session?.kernel;
      await makeImportable(
        kernel,
        applied.source_root,
        modulesOf(applied.files),
        autoreload
      );
    }
  }

  async prepare(project: string, files: readonly string[]): Promise<void> {
    await this.desk.save(files.map(file => PathExt.join(project, file)));
  }

  async moveTo(path: string): Promise<string[]> {
    await this.save();
    const made = await this.desk.rename(this.panel.context.path, this.drive + path);
    return made.map(folder => folder.slice(this.drive.length));
  }

  async discard(folders: readonly string[]): Promise<void> {
    await this.desk.discard(folders.map(folder => this.drive + folder));
  }

  async settle(project: string, files: readonly string[]): Promise<void> {
    await this.save();
    await this.desk.reload(files.map(file => PathExt.join(project, file)));
  }

  /** JupyterLab takes what another save has just written for somebody else's, and asks. */
  private async save(): Promise<void> {
    await (this.#saving && within(SAVING, this.#saving.promise));
    await this.panel.context.save();
  }

  private onSave(_: unknown, state: DocumentRegistry.SaveState): void {
    this.#saving?.resolve();
    this.#saving = state === 'started' ? new PromiseDelegate() : null;
  }

  private get drive(): string {
    const { path } = this.panel.context;
    return path.slice(0, path.indexOf(':') + 1);
  }

  private get shared(): YNotebook {
    return this.panel.context.model.sharedModel as YNotebook;
  }

  private onChanged(): void {
    this.#changed.emit();
  }
}

/** `src/churn/features.py` → `churn.features`: what to load again in a running kernel. */
export function modulesOf(files: readonly string[]): string[] {
  return files
    .filter(file => file.endsWith('.py'))
    .map(file =>
      file
        .replace(/^src\//, '')
        .replace(/(\/__init__)?\.py$/, '')
        .replaceAll('/', '.')
    );
}
