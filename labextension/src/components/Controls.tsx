import type { Extension } from '@codemirror/state';
import type { TranslationBundle } from '@jupyterlab/translation';

import type { Shown, State } from '../tokens';
import type { Plan } from '../wire';
import { TrialProgress, TrialResult } from './Trial';

interface Props {
  /** Null until the notebook has been read: the buttons stand there already, so that nothing jumps. */
  shown: Shown | null;
  state: State;
  isBusy: boolean;
  extensions: Extension;
  onPromote(): void;
  onVerify(): void;
  onCancel(): void;
  onShowChanges(): void;
  onJump(cell: string): void;
  trans: TranslationBundle;
}

/** The buttons that do and try what is accepted, above the list: toasts cover what stands below. */
export function Controls(props: Props): JSX.Element {
  const { shown, state, isBusy, trans } = props;
  const plan = shown?.plan ?? null;
  const isEmpty = plan === null || plan.promoted.length === 0;
  return (
    <div className="jp-Promote-controls">
      <div className="jp-Promote-buttons">
        <button
          type="button"
          className="jp-Button jp-mod-styled jp-mod-accept"
          disabled={isBusy || isEmpty}
          onClick={props.onPromote}
        >
          {promoteLabel(shown, trans)}
        </button>
        <VerifyButton {...props} isEmpty={isEmpty} />
      </div>
      <button
        type="button"
        className="jp-Promote-link"
        disabled={plan === null}
        onClick={props.onShowChanges}
      >
        {plan === null ? trans.__('No changes') : summary(plan, trans)}
      </button>
      {state.kind === 'verifying' && (
        <TrialProgress progress={state.progress} trans={trans} />
      )}
      {shown?.trial &&
        shown.trial.plan === plan?.plan &&
        state.kind !== 'verifying' && (
          <TrialResult
            {...props}
            verified={shown.trial.verified}
            positions={shown.positions}
          />
        )}
      {plan?.warnings.map(warning => (
        <p className="jp-Promote-warning" key={warning}>
          {warning}
        </p>
      ))}
    </div>
  );
}

/** One button that begins and ends the runs, so that the focus stays on it. */
function VerifyButton(props: Props & { isEmpty: boolean }): JSX.Element {
  const { state, isBusy, isEmpty, trans } = props;
  const runs = state.kind === 'verifying';
  const title = runs
    ? trans.__('End both runs')
    : trans.__('Run the notebook before and after, in copies, and compare');
  return (
    <button
      type="button"
      className="jp-Button jp-mod-styled jp-mod-reject"
      title={title}
      disabled={!runs && (isBusy || isEmpty)}
      onClick={runs ? props.onCancel : props.onVerify}
    >
      {runs ? trans.__('Stop') : trans.__('Verify')}
    </button>
  );
}

function promoteLabel(shown: Shown | null, trans: TranslationBundle): string {
  const accepted = [...(shown?.choices.values() ?? [])].filter(one => one.accepted);
  const count = shown?.plan?.promoted.length ?? accepted.length;
  return count === 0
    ? trans.__('Promote')
    : trans._n('Promote %1 function', 'Promote %1 functions', count);
}

function summary(plan: Plan, trans: TranslationBundle): string {
  const cells = trans._n('%1 cell', '%1 cells', plan.cells.length);
  const files = trans._n('%1 file', '%1 files', plan.files.length);
  return trans.__('Show changes: %1, %2', cells, files);
}
