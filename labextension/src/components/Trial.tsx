import type { Extension } from '@codemirror/state';
import type { TranslationBundle } from '@jupyterlab/translation';

import type { Progress } from '../tokens';
import type { TrialProgress as Run, Verified } from '../wire';
import { shownText } from './Changes';
import { Chips } from './Chips';
import { UnifiedDiff } from './Diff';

interface ProgressProps {
  progress: Progress;
  trans: TranslationBundle;
}

/** How far both runs are. */
export function TrialProgress(props: ProgressProps): JSX.Element {
  const { progress, trans } = props;
  const runs = Object.values(progress);
  const label = trans.__('Running the notebook before and after');
  return (
    <section className="jp-Promote-trial">
      <p aria-live="polite">
        {runs.length === 0
          ? trans.__('Starting the kernels…')
          : runs.map(run => said(run, trans)).join(' · ')}
      </p>
      <progress aria-label={label} value={share(runs)} />
    </section>
  );
}

interface ResultProps {
  verified: Verified;
  positions: ReadonlyMap<string, number>;
  extensions: Extension;
  onJump(cell: string): void;
  trans: TranslationBundle;
}

/** How the runs compared: a sentence, and the first difference at its cell. */
export function TrialResult(props: ResultProps): JSX.Element {
  const { verified, positions, extensions, onJump, trans } = props;
  const { verdict, message, cells, difference } = verified;
  return (
    <section className={`jp-Promote-trial jp-mod-${verdict}`} role="status">
      <p>
        {message}{' '}
        <Chips cells={cells} positions={positions} onJump={onJump} trans={trans} />
      </p>
      {difference && (
        <UnifiedDiff
          label={trans.__('The first difference')}
          before={shownText(difference.before)}
          after={shownText(difference.after)}
          extensions={extensions}
        />
      )}
    </section>
  );
}

function said({ run, cell, cells }: Run, trans: TranslationBundle): string {
  switch (run) {
    case 'before':
      return trans.__('Before: cell %1 of %2', cell + 1, cells);
    case 'after':
      return trans.__('After: cell %1 of %2', cell + 1, cells);
    case 'before again':
      return trans.__('Before, once more: cell %1 of %2', cell + 1, cells);
  }
}

/** The part of both runs that is done, from 0 to 1. */
function share(runs: readonly Run[]): number {
  const done = runs.map(({ cell, cells }) => cell / cells);
  return done.reduce((sum, one) => sum + one, 0) / Math.max(2, runs.length);
}
