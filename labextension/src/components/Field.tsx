import { useEffect, useId, useState } from 'react';

interface Props {
  label: string;
  value: string;
  /** A sentence about what is wrong with a text; empty when nothing is. */
  fault(value: string): string;
  onCommit(value: string): void;
  suggestions?: readonly string[];
  hint?: string;
}

/** A text that is checked as it is typed and handed on, when sound, on Enter or on leaving. */
export function Field(props: Props): JSX.Element {
  const { label, value, fault, onCommit, suggestions, hint } = props;
  const id = useId();
  const [draft, setDraft] = useState(value);
  useEffect(() => setDraft(value), [value]);
  const wrong = fault(draft);
  const commit = (): void => {
    if (wrong === '' && draft !== value) {
      onCommit(draft);
    }
  };
  return (
    <div className="jp-Promote-field">
      <label htmlFor={id} title={label}>
        {label}
      </label>
      <div>
        <input
          id={id}
          className="jp-mod-styled"
          type="text"
          value={draft}
          spellCheck={false}
          list={suggestions ? `${id}-list` : undefined}
          aria-invalid={wrong !== ''}
          aria-describedby={wrong ? `${id}-fault` : undefined}
          onChange={event => setDraft(event.target.value)}
          onBlur={commit}
          onKeyDown={event => {
            if (event.key === 'Enter') {
              commit();
            } else if (event.key === 'Escape') {
              setDraft(value);
            }
          }}
        />
        {suggestions && (
          <datalist id={`${id}-list`}>
            {suggestions.map(suggestion => (
              <option key={suggestion} value={suggestion} />
            ))}
          </datalist>
        )}
        {wrong ? (
          <p className="jp-Promote-fault" id={`${id}-fault`} role="alert">
            {wrong}
          </p>
        ) : (
          hint && <p className="jp-Promote-hint">{hint}</p>
        )}
      </div>
    </div>
  );
}
