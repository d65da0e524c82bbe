import type { TranslationBundle } from '@jupyterlab/translation';

import { moduleFault, nameFault, NameFault } from '../choices';
import type { Choice } from '../tokens';
import type { Proposal } from '../wire';
import { Field } from './Field';

/** The rule whose parameters are ours to name: a definition keeps its own. */
const STEP = 'extract-step';

interface Props {
  proposal: Proposal;
  choice: Choice;
  modules: readonly string[];
  onChange(change: Partial<Choice>): void;
  trans: TranslationBundle;
}

/** What a person may answer differently: name, module, parameters and names to keep. */
export function ChoiceForm({
  proposal,
  choice,
  modules,
  onChange,
  trans
}: Props): JSX.Element {
  const said = (fault: NameFault | null): string => sentence(fault, trans);
  const rename = (at: number, name: string): void =>
    onChange({
      parameters: choice.parameters.map((one, index) =>
        index === at ? { ...one, name } : one
      )
    });
  return (
    <div className="jp-Promote-form">
      <Field
        label={trans.__('Name')}
        value={choice.name}
        fault={name => said(nameFault(name))}
        onCommit={name => onChange({ name })}
      />
      <Field
        label={trans.__('Module')}
        value={choice.module}
        suggestions={modules}
        fault={module => said(moduleFault(module))}
        onCommit={module => onChange({ module })}
      />
      {proposal.rule === STEP && choice.parameters.length > 0 && (
        <fieldset className="jp-Promote-parameters">
          <legend>{trans.__('Parameters')}</legend>
          {choice.parameters.map((parameter, at) => (
            <Field
              key={parameter.source}
              label={parameter.source}
              value={parameter.name}
              hint={parameter.annotation ?? undefined}
              fault={name => said(nameFault(name))}
              onCommit={name => rename(at, name)}
            />
          ))}
        </fieldset>
      )}
      <Kept
        kept={choice.keep}
        names={proposal.localised}
        onChange={onChange}
        trans={trans}
      />
    </div>
  );
}

interface KeptProps {
  names: readonly string[];
  kept: readonly string[];
  onChange(change: Partial<Choice>): void;
  trans: TranslationBundle;
}

function Kept({ names, kept, onChange, trans }: KeptProps): JSX.Element | null {
  if (names.length === 0) {
    return null;
  }
  const toggle = (name: string): void =>
    onChange({
      keep: kept.includes(name) ? kept.filter(one => one !== name) : [...kept, name]
    });
  return (
    <fieldset className="jp-Promote-kept">
      <legend>{trans.__('Keep in the notebook')}</legend>
      {names.map(name => (
        <label key={name}>
          <input
            type="checkbox"
            checked={kept.includes(name)}
            onChange={() => toggle(name)}
          />
          <code>{name}</code>
        </label>
      ))}
    </fieldset>
  );
}

function sentence(fault: NameFault | null, trans: TranslationBundle): string {
  switch (fault) {
    case 'empty':
      return trans.__('A name is needed.');
    case 'keyword':
      return trans.__('This is a keyword of Python.');
    case 'no-name':
      return trans.__('Only letters, digits and _ make a name in Python.');
    case null:
      return '';
  }
}
