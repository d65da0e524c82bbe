import type { Extension } from '@codemirror/state';
import type {
  IEditorLanguageRegistry,
  IEditorThemeRegistry
} from '@jupyterlab/codemirror';
import { ISignal, Signal } from '@lumino/signaling';

/** The editors' own theme and Python highlighting, so that a diff looks like a cell. */
export class Look {
  constructor(themes: IEditorThemeRegistry, languages: IEditorLanguageRegistry) {
    this.#extension = themes.getTheme('jupyter');
    void languages.getLanguage('python').then(python => {
      if (python?.support) {
        this.#extension = [this.#extension, python.support];
        this.#changed.emit();
      }
    });
  }

  get extension(): Extension {
    return this.#extension;
  }

  /** Fires when the highlighting has been loaded. */
  get changed(): ISignal<this, void> {
    return this.#changed;
  }

  #extension: Extension;
  #changed = new Signal<this, void>(this);
}
