import type { TranslationBundle } from '@jupyterlab/translation';
import { ReactWidget, UseSignal } from '@jupyterlab/ui-components';
import type { Message } from '@lumino/messaging';

import { RefactorView } from './components/RefactorView';
import { promoteIcon } from './icons';
import type { Look } from './look';
import type { Model } from './model';
import type { Models } from './models';
import { PANEL_ID, State } from './tokens';

interface Acts {
  jump(cell: string): void;
  showChanges(): void;
  report(reason: unknown): void;
}

const NO_NOTEBOOK: State = { kind: 'idle', reason: 'no-notebook' };

/** The right-hand panel; it follows the notebook that is in front. */
export class RefactorPanel extends ReactWidget {
  constructor(
    private readonly models: Models,
    private readonly acts: Acts,
    private readonly look: Look,
    private readonly trans: TranslationBundle
  ) {
    super();
    this.id = PANEL_ID;
    this.addClass('jp-Promote');
    this.title.icon = promoteIcon;
    this.title.caption = trans.__('Refactor');
    this.node.setAttribute('aria-label', trans.__('Refactor'));
    this.node.setAttribute('role', 'region');
    models.currentChanged.connect(this.follow, this);
    look.changed.connect(this.update, this);
  }

  override dispose(): void {
    this.models.currentChanged.disconnect(this.follow, this);
    this.look.changed.disconnect(this.update, this);
    super.dispose();
  }

  protected override onActivateRequest(message: Message): void {
    super.onActivateRequest(message);
    this.node.querySelector<HTMLElement>('.jp-Promote-view')?.focus();
  }

  protected override onAfterShow(message: Message): void {
    super.onAfterShow(message);
    this.follow();
  }

  protected override onAfterHide(message: Message): void {
    super.onAfterHide(message);
    this.watch(null);
  }

  protected override render(): JSX.Element {
    const { model } = this;
    return model ? (
      <UseSignal
        key={this.turn} // it keeps to the signal that it was made with
        signal={model.stateChanged}
        initialArgs={model.state}
      >
        {() => this.view(model)}
      </UseSignal>
    ) : (
      this.view(null)
    );
  }

  private view(model: Model | null): JSX.Element {
    const { trans, acts } = this;
    return (
      <RefactorView
        state={model?.state ?? NO_NOTEBOOK}
        title={model ? fileName(model.document.path) : trans.__('Refactor')}
        extensions={this.look.extension}
        trans={trans}
        onRefresh={() => void model?.reading.analyse()}
        onCancel={() => model?.cancel()}
        onChoose={(id, change) => model?.reading.choose(id, change)}
        onChooseAll={accepted => model?.reading.chooseAll(accepted)}
        onOpen={id => model?.reading.open(id)}
        onTarget={target => void model?.reading.setTarget(target)}
        onPromote={() => void model?.promoting.promote().catch(acts.report)}
        onVerify={() => void model?.verify().catch(acts.report)}
        onPlanMove={() => void model?.moving.plan().catch(acts.report)}
        onMove={() => void model?.moving.move().catch(acts.report)}
        onDeclineMove={() => model?.moving.decline()}
        onJump={acts.jump}
        onShowChanges={acts.showChanges}
      />
    );
  }

  /** Looks at the notebook in front, and reads it when that was not done yet. */
  private follow(): void {
    const { current } = this.models;
    this.watch(this.isVisible ? current : null);
    if (this.isVisible && current?.reading.isFresh) {
      void current.reading.analyse();
    }
    this.update();
  }

  private watch(model: Model | null): void {
    if (this.model) {
      this.model.watching = false;
    }
    if (model !== null && model !== this.latest) {
      this.latest = model;
      this.turn += 1;
    }
    this.model = model;
    if (model) {
      model.watching = true;
    }
  }

  private model: Model | null = null;
  /** The model that was looked at last: a panel that is hidden for a moment begins nothing anew. */
  private latest: Model | null = null;
  /** Counts the models that were looked at. */
  private turn = 0;
}

function fileName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
