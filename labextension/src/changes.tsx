import type { JupyterFrontEnd } from '@jupyterlab/application';
import { MainAreaWidget } from '@jupyterlab/apputils';
import type { NotebookPanel } from '@jupyterlab/notebook';
import type { TranslationBundle } from '@jupyterlab/translation';
import { ReactWidget, UseSignal } from '@jupyterlab/ui-components';

import { Blank } from './components/Blank';
import { Changes } from './components/Changes';
import { promoteIcon } from './icons';
import type { Look } from './look';
import type { Model } from './model';

/** One tab with the changes for each notebook; it closes with the notebook. */
export class ChangesTabs {
  constructor(
    private readonly shell: JupyterFrontEnd.IShell,
    private readonly look: Look,
    private readonly trans: TranslationBundle
  ) {}

  /** Opens the notebook's tab, or shows the one that is open. */
  show(panel: NotebookPanel, model: Model): void {
    const tab = this.#tabs.get(panel) ?? this.open(panel, model);
    this.shell.activateById(tab.id);
  }

  private open(panel: NotebookPanel, model: Model): MainAreaWidget {
    const content = new ChangesView(model, this.look, this.trans);
    const tab = new MainAreaWidget({ content });
    const close = (): void => tab.dispose();
    panel.disposed.connect(close);
    tab.disposed.connect(() => {
      panel.disposed.disconnect(close);
      this.#tabs.delete(panel);
    });
    this.#tabs.set(panel, tab);
    this.shell.add(tab, 'main', { mode: 'split-bottom', ref: panel.id });
    return tab;
  }

  #tabs = new Map<NotebookPanel, MainAreaWidget>();
}

/** All changes of a notebook's plan, side by side, in a tab of the main area. */
class ChangesView extends ReactWidget {
  constructor(
    private readonly model: Model,
    private readonly look: Look,
    private readonly trans: TranslationBundle
  ) {
    super();
    this.addClass('jp-Promote');
    this.addClass('jp-Promote-tab');
    this.title.icon = promoteIcon;
    this.title.label = trans.__('Changes');
    this.title.caption = trans.__('What a promotion would change');
  }

  protected override render(): JSX.Element {
    return (
      <UseSignal signal={this.model.stateChanged} initialArgs={this.model.state}>
        {() => this.view()}
      </UseSignal>
    );
  }

  private view(): JSX.Element {
    const { state } = this.model;
    const plan = state.kind === 'idle' ? null : (state.shown?.plan ?? null);
    return plan === null ? (
      <Blank icon={promoteIcon} title={this.trans.__('No changes')} />
    ) : (
      <Changes
        plan={plan}
        extensions={this.look.extension}
        layout="split"
        trans={this.trans}
      />
    );
  }
}
