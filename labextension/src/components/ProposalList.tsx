import type { Extension } from '@codemirror/state';
import type { TranslationBundle } from '@jupyterlab/translation';
import { useRef } from 'react';

import type { Choice, Shown } from '../tokens';
import type { Proposal } from '../wire';
import { ProposalRow } from './ProposalRow';

interface Props {
  shown: Shown;
  extensions: Extension;
  trans: TranslationBundle;
  onChoose(id: string, change: Partial<Choice>): void;
  onOpen(id: string | null): void;
  onJump(cell: string): void;
}

/** The proposals, grouped by the module that they would go to. */
export function ProposalList(props: Props): JSX.Element {
  const { shown, trans } = props;
  const settled = useSettledModule(shown);
  const { project, proposals } = shown.response;
  const modules = [
    ...new Set([
      ...project.modules,
      ...proposals.map(({ module }) => module),
      ...[...shown.choices.values()].map(({ module }) => module)
    ])
  ].sort();
  return (
    <>
      {groupsOf(proposals, settled).map(([module, members]) => (
        <section key={module} aria-label={trans.__('Module %1', module)}>
          <h3 className="jp-Promote-module">
            <span>{`${module.replaceAll('.', '/')}.py`}</span>
            {!project.modules.includes(module) && (
              <span className="jp-Promote-mark jp-mod-insert">{trans.__('new')}</span>
            )}
          </h3>
          <ul className="jp-Promote-rows">
            {members.map(proposal => (
              <ProposalRow
                key={proposal.id}
                proposal={proposal}
                choice={shown.choices.get(proposal.id) as Choice}
                positions={shown.positions}
                isOpen={shown.opened === proposal.id}
                preview={shown.opened === proposal.id ? shown.preview : null}
                modules={modules}
                extensions={props.extensions}
                trans={trans}
                onChange={change => props.onChoose(proposal.id, change)}
                onOpen={open => props.onOpen(open ? proposal.id : null)}
                onJump={props.onJump}
              />
            ))}
          </ul>
        </section>
      ))}
    </>
  );
}

/** The module to list a proposal under: an open row stays where it is, so that focus does too. */
function useSettledModule(shown: Shown): (proposal: Proposal) => string {
  const held = useRef<{ id: string | null; module: string }>({ id: null, module: '' });
  const chosen = (id: string): string => shown.choices.get(id)?.module ?? '';
  if (held.current.id !== shown.opened) {
    const id = shown.opened;
    held.current = { id, module: id === null ? '' : chosen(id) };
  }
  return ({ id }) => (id === held.current.id ? held.current.module : chosen(id));
}

function groupsOf(
  proposals: readonly Proposal[],
  moduleOf: (proposal: Proposal) => string
): [string, Proposal[]][] {
  const groups = new Map<string, Proposal[]>();
  for (const proposal of proposals) {
    const module = moduleOf(proposal);
    groups.set(module, [...(groups.get(module) ?? []), proposal]);
  }
  return [...groups];
}
