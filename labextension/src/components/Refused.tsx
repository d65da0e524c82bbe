import type { TranslationBundle } from '@jupyterlab/translation';

import type { Problem, Refusal } from '../wire';
import { Chips } from './Chips';
import { Prose } from './Prose';

interface Props {
  refused: readonly Refusal[];
  positions: ReadonlyMap<string, number>;
  onJump(cell: string): void;
  trans: TranslationBundle;
}

/** What stays in the notebook, and why; folded until somebody asks. */
export function Refused({
  refused,
  positions,
  onJump,
  trans
}: Props): JSX.Element | null {
  if (refused.length === 0) {
    return null;
  }
  return (
    <details className="jp-Promote-refused">
      <summary>{trans._n('%1 left alone', '%1 left alone', refused.length)}</summary>
      <ul>
        {refused.map((refusal, at) => (
          <li key={at}>
            <Prose text={refusal.reason} />{' '}
            <Chips
              cells={refusal.cells}
              positions={positions}
              onJump={onJump}
              trans={trans}
            />
          </li>
        ))}
      </ul>
    </details>
  );
}

interface ProblemsProps {
  problems: readonly Problem[];
  positions: ReadonlyMap<string, number>;
  onJump(cell: string): void;
  trans: TranslationBundle;
}

/** Cells that could not be read; the rest of the notebook was. */
export function Problems(props: ProblemsProps): JSX.Element | null {
  const { problems, positions, onJump, trans } = props;
  return problems.length === 0 ? null : (
    <ul className="jp-Promote-problems">
      {problems.map(problem => (
        <li key={problem.cell + problem.slug}>
          {trans.__('Line %1: %2', problem.line, problem.message)}{' '}
          <Chips
            cells={[problem.cell]}
            positions={positions}
            onJump={onJump}
            trans={trans}
          />
        </li>
      ))}
    </ul>
  );
}
