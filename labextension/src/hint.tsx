import type { INotebookTracker, NotebookPanel } from '@jupyterlab/notebook';
import type { TranslationBundle } from '@jupyterlab/translation';
import { VDomModel, VDomRenderer } from '@jupyterlab/ui-components';
import { Debouncer } from '@lumino/polling';
import type { ISharedCodeCell } from '@jupyter/ydoc';

import { Confusion, confusionsOf } from './confusion';
import { promoteIcon } from './icons';
import type { Models } from './models';

/** How long edits rest before the notebook is looked at again. */
const REST = 2000;

/** Follows the notebook in front and knows why it is confusing. */
export class HintModel extends VDomModel {
  constructor(
    private readonly tracker: INotebookTracker,
    private readonly models: Models
  ) {
    super();
    models.preferencesChanged.connect(this.show, this);
    tracker.currentChanged.connect(this.follow, this);
    this.follow();
  }

  get reasons(): readonly Confusion[] {
    return this.models.preferences.hint ? this.#reasons : [];
  }

  override dispose(): void {
    this.models.preferencesChanged.disconnect(this.show, this);
    this.tracker.currentChanged.disconnect(this.follow, this);
    this.#panel?.context.model.contentChanged.disconnect(this.later, this);
    this.#looks.dispose();
    super.dispose();
  }

  private follow(): void {
    this.#panel?.context.model?.contentChanged.disconnect(this.later, this);
    this.#panel = this.tracker.currentWidget;
    this.#panel?.context.model.contentChanged.connect(this.later, this);
    this.later();
  }

  private later(): void {
    void this.#looks.invoke();
  }

  private look(): void {
    const panel = this.#panel;
    this.#reasons =
      panel && !panel.isDisposed && panel.model ? confusionsIn(panel) : [];
    this.show();
  }

  private show(): void {
    this.stateChanged.emit();
  }

  #panel: NotebookPanel | null = null;
  #reasons: readonly Confusion[] = [];
  #looks = new Debouncer(() => this.look(), REST);
}

/** The hint in the status bar; it takes no room while there is nothing to say. */
export class Hint extends VDomRenderer<HintModel> {
  constructor(
    model: HintModel,
    private readonly trans: TranslationBundle,
    private readonly open: () => void
  ) {
    super(model);
    this.addClass('jp-Promote-status');
  }

  protected override render(): JSX.Element | null {
    const { reasons } = this.model;
    if (reasons.length === 0) {
      return null;
    }
    const { trans } = this;
    const title = reasons.map(reason => sentence(reason, trans)).join('\n');
    return (
      <button type="button" title={title} onClick={this.open}>
        <promoteIcon.react tag="span" height="14px" width="14px" />
        <span>{trans.__('Time to refactor')}</span>
      </button>
    );
  }
}

function confusionsIn(panel: NotebookPanel): Confusion[] {
  const cells = panel.context.model.sharedModel.cells.map(cell => ({
    isCode: cell.cell_type === 'code',
    source: cell.getSource(),
    count: cell.cell_type === 'code' ? (cell as ISharedCodeCell).execution_count : null
  }));
  return confusionsOf(panel.title.label, cells);
}

function sentence(reason: Confusion, trans: TranslationBundle): string {
  switch (reason.kind) {
    case 'many-cells':
      return trans.__('It has %1 cells.', reason.count);
    case 'long':
      return trans.__('It has %1 lines of code.', reason.lines);
    case 'untitled':
      return trans.__('It has no name yet.');
    case 'out-of-order':
      return trans._n(
        '%1 cell was run out of order.',
        '%1 cells were run out of order.',
        reason.count
      );
    case 'copies':
      return trans._n('%1 cell is a copy.', '%1 cells are copies.', reason.count);
  }
}
