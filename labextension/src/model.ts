import type { IDisposable } from '@lumino/disposable';
import { Debouncer } from '@lumino/polling';
import type { ISignal } from '@lumino/signaling';

import { Asking } from './asking';
import { Board } from './board';
import type { IDocument } from './document';
import { History } from './history';
import { Moving } from './moving';
import { Promoting } from './promoting';
import { Reading } from './reading';
import type { Preferences, Server, State } from './tokens';
import { Verifying } from './verifying';

/** How long edits of the notebook rest before it is read again. */
const REST = 1000;

/** What the panel shows of one notebook, and what can be done there. */
export class Model implements IDisposable {
  constructor(
    readonly document: IDocument,
    server: Server,
    preferences: Preferences
  ) {
    const asking = new Asking(document, server);
    const history = new History();
    this.reading = new Reading(asking, this.#board, preferences);
    this.verifying = new Verifying(asking, this.#board, this.reading);
    this.moving = new Moving(asking, this.#board, this.reading, history);
    this.promoting = new Promoting(
      asking,
      this.#board,
      this.reading,
      this.verifying,
      history
    );
    this.promoting.promoted.connect(() => this.moving.offer(), this);
    this.#board.changed.connect(this.onStateChanged, this);
    document.changed.connect(this.onDocumentChanged, this);
  }

  readonly reading: Reading;
  readonly promoting: Promoting;
  readonly verifying: Verifying;
  readonly moving: Moving;

  /** Fires when `state` has another value. */
  get stateChanged(): ISignal<unknown, State> {
    return this.#board.changed;
  }

  get state(): State {
    return this.#board.state;
  }

  /** Follows the notebook's edits only while somebody looks; before the first look it is read ahead. */
  set watching(watching: boolean) {
    this.#watching = watching;
  }

  /** True while the panel shows this notebook. */
  get watching(): boolean {
    return this.#watching;
  }

  get isDisposed(): boolean {
    return this.#disposed;
  }

  dispose(): void {
    this.#disposed = true;
    this.document.changed.disconnect(this.onDocumentChanged, this);
    this.#restarts.dispose();
    this.verifying.cancel();
    this.reading.dispose();
    this.promoting.dispose();
    this.#board.dispose();
  }

  /** Runs the notebook before and after what is accepted, and shows how that compares. */
  async verify(): Promise<void> {
    await this.verifying.verify({ decisions: this.reading.decisions() });
  }

  /** Stops what runs. */
  cancel(): void {
    if (this.state.kind === 'verifying') {
      this.verifying.cancel();
    } else {
      this.reading.cancel();
    }
  }

  private onDocumentChanged(): void {
    const { kind } = this.state;
    this.#missed = this.#missed || kind === 'verifying';
    if (kind !== 'applying' && kind !== 'verifying') {
      void this.#restarts.invoke();
    }
  }

  /** What was typed while the notebook was tried is read afterwards. */
  private onStateChanged(_: unknown, state: State): void {
    if (this.#missed && state.kind === 'ready') {
      this.#missed = false;
      void this.#restarts.invoke();
    }
  }

  #board = new Board();
  #watching = false;
  #missed = false;
  #disposed = false;
  #restarts = new Debouncer(
    () => (this.#watching ? this.reading.follow() : this.reading.ahead()),
    REST
  );
}
