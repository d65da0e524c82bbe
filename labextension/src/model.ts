import type { IDisposable } from '@lumino/disposable';
import { Debouncer } from '@lumino/polling';
import type { ISignal } from '@lumino/signaling';

import { Asking } from './asking';
import { Board } from './board';
import type { IDocument } from './document';
import { Promoting } from './promoting';
import { Reading } from './reading';
import type { Preferences, Server, State } from './tokens';

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
    this.reading = new Reading(asking, this.#board, preferences);
    this.promoting = new Promoting(asking, this.#board, this.reading);
    document.changed.connect(this.onDocumentChanged, this);
  }

  readonly reading: Reading;
  readonly promoting: Promoting;

  /** Fires when `state` has another value. */
  get stateChanged(): ISignal<unknown, State> {
    return this.#board.changed;
  }

  get state(): State {
    return this.#board.state;
  }

  /** Follows the notebook's edits only while somebody looks. */
  set watching(watching: boolean) {
    this.#watching = watching;
  }

  get isDisposed(): boolean {
    return this.#disposed;
  }

  dispose(): void {
    this.#disposed = true;
    this.document.changed.disconnect(this.onDocumentChanged, this);
    this.#restarts.dispose();
    this.reading.dispose();
    this.promoting.dispose();
    this.#board.dispose();
  }

  private onDocumentChanged(): void {
    if (this.#watching && this.state.kind !== 'applying') {
      void this.#restarts.invoke();
    }
  }

  #board = new Board();
  #watching = false;
  #disposed = false;
  #restarts = new Debouncer(() => this.reading.analyse(), REST);
}
