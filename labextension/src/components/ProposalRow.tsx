import type { Extension } from '@codemirror/state';
import type { TranslationBundle } from '@jupyterlab/translation';
import { caretDownIcon, caretRightIcon } from '@jupyterlab/ui-components';

import type { Choice } from '../tokens';
import type { Plan, Proposal } from '../wire';
import { Changes } from './Changes';
import { Chips } from './Chips';
import { ChoiceForm } from './ChoiceForm';
import { Prose } from './Prose';

export interface RowProps {
  proposal: Proposal;
  choice: Choice;
  positions: ReadonlyMap<string, number>;
  isOpen: boolean;
  preview: Plan | null;
  modules: readonly string[];
  extensions: Extension;
  trans: TranslationBundle;
  onChange(change: Partial<Choice>): void;
  onOpen(open: boolean): void;
  onJump(cell: string): void;
}

/** A proposal in one or two lines; opened, its questions and what it would change. */
export function ProposalRow(props: RowProps): JSX.Element {
  const { proposal, choice, isOpen, trans } = props;
  const Caret = isOpen ? caretDownIcon : caretRightIcon;
  return (
    <li className={isOpen ? 'jp-Promote-row jp-mod-open' : 'jp-Promote-row'}>
      <div className="jp-Promote-rowHead">
        <input
          type="checkbox"
          checked={choice.accepted}
          aria-label={trans.__('Promote %1', choice.name)}
          onChange={event => props.onChange({ accepted: event.target.checked })}
        />
        <button
          type="button"
          className="jp-Promote-title"
          aria-expanded={isOpen}
          title={proposal.title}
          onClick={() => props.onOpen(!isOpen)}
        >
          <Signature text={titleOf(proposal, choice)} />
          <Caret.react tag="span" className="jp-Promote-caret" />
        </button>
      </div>
      <div className="jp-Promote-rowBody">
        <p className="jp-Promote-reason">
          <Prose text={proposal.reason} />{' '}
          <Chips
            cells={proposal.cells}
            positions={props.positions}
            onJump={props.onJump}
            trans={trans}
          />
        </p>
        {isOpen && <Details {...props} />}
      </div>
    </li>
  );
}

function Details(props: RowProps): JSX.Element {
  const { preview, trans } = props;
  return (
    <>
      <ChoiceForm
        proposal={props.proposal}
        choice={props.choice}
        modules={props.modules}
        onChange={props.onChange}
        trans={trans}
      />
      {preview === null ? (
        <p className="jp-Promote-hint">{trans.__('Working out the changes…')}</p>
      ) : (
        <>
          {preview.refused.map(refusal => (
            <p className="jp-Promote-fault" key={refusal.slug + refusal.reason}>
              <Prose text={refusal.reason} />
            </p>
          ))}
          <Changes
            plan={preview}
            extensions={props.extensions}
            layout="unified"
            trans={trans}
          />
        </>
      )}
    </>
  );
}

function titleOf({ name, signature }: Proposal, choice: Choice): string {
  return signature.startsWith(name)
    ? choice.name + signature.slice(name.length)
    : signature;
}

/** `encode(customers) → frame` with the name set apart. */
export function Signature({ text }: { text: string }): JSX.Element {
  const end = text.search(/[^\p{L}\p{N}_.]/u);
  const name = end < 0 ? text : text.slice(0, end);
  return (
    <code className="jp-Promote-signature">
      <b>{name}</b>
      <wbr />
      {text.slice(name.length)}
    </code>
  );
}
