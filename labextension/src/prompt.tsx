import type { TranslationBundle } from '@jupyterlab/translation';
import { ReactWidget } from '@jupyterlab/ui-components';
import { Widget } from '@lumino/widgets';

import { NameForm } from './components/NameForm';

/** Where on the screen to ask. */
export interface Spot {
  left: number;
  top: number;
}

/** Asks for a function's name at `spot`; null when the person leaves. Focus goes back after. */
export function askName(spot: Spot, trans: TranslationBundle): Promise<string | null> {
  return new Promise(resolve => {
    const prompt = new NamePrompt(trans, resolve);
    prompt.node.style.left = `${Math.min(spot.left, window.innerWidth - 340)}px`;
    prompt.node.style.top = `${Math.min(spot.top, window.innerHeight - 120)}px`;
    Widget.attach(prompt, document.body);
  });
}

class NamePrompt extends ReactWidget {
  constructor(
    private readonly trans: TranslationBundle,
    private readonly resolve: (name: string | null) => void
  ) {
    super();
    this.addClass('jp-Promote-prompt');
    this.node.setAttribute('role', 'dialog');
    this.node.setAttribute('aria-label', trans.__('Extract to function'));
    this.node.addEventListener('focusout', event => {
      if (!this.node.contains(event.relatedTarget as Node | null)) {
        this.answer(null);
      }
    });
  }

  protected override render(): JSX.Element {
    return (
      <NameForm
        trans={this.trans}
        onAnswer={name => this.answer(name)}
        onCancel={() => this.answer(null)}
      />
    );
  }

  private answer(name: string | null): void {
    if (!this.#isAnswered) {
      this.#isAnswered = true;
      this.dispose();
      this.#focused?.focus();
      this.resolve(name);
    }
  }

  #isAnswered = false;
  #focused = document.activeElement as HTMLElement | null;
}
