import { ISignal, Signal } from '@lumino/signaling';

import { Failure, Shown, State } from './tokens';

/** The state that the panel shows of one notebook: whoever changes it changes it here. */
export class Board {
  /** Fires when `state` has another value. */
  get changed(): ISignal<this, State> {
    return this.#changed;
  }

  get state(): State {
    return this.#state;
  }

  get shown(): Shown | null {
    return this.#state.kind === 'idle' ? null : this.#state.shown;
  }

  show(state: State): void {
    if (!this.#disposed) {
      this.#state = state;
      this.#changed.emit(state);
    }
  }

  /** Changes a part of what is shown, where something is. */
  amend(change: Partial<Shown>): void {
    if (this.#state.kind !== 'idle' && this.#state.shown) {
      const shown = { ...this.#state.shown, ...change };
      this.show({ ...this.#state, shown });
    }
  }

  /** Does the task, and shows its failure in place of raising it. */
  async attempt(task: () => Promise<void>): Promise<void> {
    try {
      await task();
    } catch (reason) {
      const error =
        reason instanceof Failure ? reason : new Failure('defect', String(reason));
      this.show({ kind: 'failed', error, shown: this.shown });
    }
  }

  dispose(): void {
    this.#disposed = true;
    Signal.clearData(this);
  }

  #state: State = { kind: 'analysing', shown: null };
  #disposed = false;
  #changed = new Signal<this, State>(this);
}
