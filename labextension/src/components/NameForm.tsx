import type { TranslationBundle } from '@jupyterlab/translation';
import { useId, useState } from 'react';

import { nameFault } from '../choices';

interface Props {
  trans: TranslationBundle;
  onAnswer(name: string): void;
  onCancel(): void;
}

/** Asks for a function's name where the code is; Enter takes it, Escape leaves. */
export function NameForm({ trans, onAnswer, onCancel }: Props): JSX.Element {
  const id = useId();
  const [name, setName] = useState('');
  const fault = name === '' ? null : nameFault(name);
  return (
    <form
      className="jp-Promote-name"
      onSubmit={event => {
        event.preventDefault();
        if (nameFault(name) === null) {
          onAnswer(name);
        }
      }}
      onKeyDown={event => {
        event.stopPropagation();
        if (event.key === 'Escape') {
          onCancel();
        }
      }}
    >
      <label htmlFor={id}>{trans.__('Name of the function')}</label>
      <div>
        <input
          id={id}
          className="jp-mod-styled"
          type="text"
          value={name}
          autoFocus
          spellCheck={false}
          placeholder={trans.__('load_customers')}
          aria-invalid={fault !== null}
          onChange={event => setName(event.target.value)}
        />
        <button
          type="submit"
          className="jp-Button jp-mod-styled jp-mod-accept"
          disabled={nameFault(name) !== null}
        >
          {trans.__('Extract')}
        </button>
      </div>
      {fault !== null && (
        <p className="jp-Promote-fault" role="alert">
          {trans.__('This is no name for a function.')}
        </p>
      )}
    </form>
  );
}
