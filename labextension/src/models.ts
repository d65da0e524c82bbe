import type { INotebookTracker, NotebookPanel } from '@jupyterlab/notebook';
import { ISignal, Signal } from '@lumino/signaling';

import { documentOf, Desk } from './document';
import { Model } from './model';
import type { Promotion } from './promotion';
import { DEFAULTS, Preferences, Server } from './tokens';

/** One model for each open notebook, and which one is in front. */
export class Models {
  constructor(
    private readonly tracker: INotebookTracker,
    private readonly server: Server,
    private readonly desk: Desk
  ) {
    tracker.currentChanged.connect(() => {
      this.#currentChanged.emit(this.current);
      void this.current?.reading.ahead();
    }, this);
  }

  get currentChanged(): ISignal<this, Model | null> {
    return this.#currentChanged;
  }

  get promoted(): ISignal<this, Promotion> {
    return this.#promoted;
  }

  /** Fires when any notebook's state is another one. */
  get changed(): ISignal<this, void> {
    return this.#changed;
  }

  get preferences(): Preferences {
    return this.#preferences;
  }

  set preferences(preferences: Preferences) {
    this.#preferences = preferences;
    this.#preferencesChanged.emit(preferences);
    this.tracker.forEach(panel => {
      const model = this.#models.get(panel);
      if (model) {
        model.reading.preferences = preferences;
      }
    });
    void this.current?.reading.ahead();
  }

  get preferencesChanged(): ISignal<this, Preferences> {
    return this.#preferencesChanged;
  }

  get current(): Model | null {
    const panel = this.tracker.currentWidget;
    return panel && !panel.isDisposed ? this.of(panel) : null;
  }

  /** Takes back a promotion in the notebook that it was made in; false where that was closed. */
  async undo(promotion: Promotion): Promise<boolean> {
    const panel = this.panelOf(promotion);
    await (panel && this.of(panel).promoting.undo(promotion));
    return panel !== undefined;
  }

  /** The notebook that the promotion was made in, while it is open. */
  panelOf(promotion: Promotion): NotebookPanel | undefined {
    return this.tracker.find(panel => this.of(panel).promoting.holds(promotion));
  }

  of(panel: NotebookPanel): Model {
    const known = this.#models.get(panel);
    if (known) {
      return known;
    }
    const model = new Model(
      documentOf(panel, this.desk),
      this.server,
      this.#preferences
    );
    this.#models.set(panel, model);
    model.promoting.promoted.connect(
      (_, promotion) => this.#promoted.emit(promotion),
      this
    );
    model.stateChanged.connect(() => this.#changed.emit(), this);
    panel.disposed.connect(() => model.dispose(), this);
    return model;
  }

  #models = new WeakMap<NotebookPanel, Model>();
  #preferences = DEFAULTS;
  #currentChanged = new Signal<this, Model | null>(this);
  #preferencesChanged = new Signal<this, Preferences>(this);
  #changed = new Signal<this, void>(this);
  #promoted = new Signal<this, Promotion>(this);
}
