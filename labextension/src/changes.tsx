import type { TranslationBundle } from '@jupyterlab/translation';
import { ReactWidget, UseSignal } from '@jupyterlab/ui-components';

import { Blank } from './components/Blank';
import { Changes } from './components/Changes';
import { promoteIcon } from './icons';
import type { Look } from './look';
import type { Model } from './model';

/** All changes of a notebook's plan, side by side, in a tab of the main area. */
export class ChangesView extends ReactWidget {
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
