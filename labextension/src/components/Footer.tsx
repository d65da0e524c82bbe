import type { TranslationBundle } from '@jupyterlab/translation';

import type { Plan } from '../wire';

interface Props {
  count: number;
  plan: Plan | null;
  isBusy: boolean;
  onPromote(): void;
  onShowChanges(): void;
  trans: TranslationBundle;
}

/** What all accepted proposals change together, and the button that does it. */
export function Footer(props: Props): JSX.Element {
  const { count, plan, isBusy, trans } = props;
  return (
    <div className="jp-Promote-footer">
      {plan?.warnings.map(warning => (
        <p className="jp-Promote-warning" key={warning}>
          {warning}
        </p>
      ))}
      <div>
        <button
          type="button"
          className="jp-Button jp-mod-styled jp-mod-accept"
          disabled={isBusy || plan === null || plan.promoted.length === 0}
          onClick={props.onPromote}
        >
          {trans._n(
            'Promote %1 function',
            'Promote %1 functions',
            plan?.promoted.length ?? count
          )}
        </button>
        <button
          type="button"
          className="jp-Promote-link"
          disabled={plan === null}
          onClick={props.onShowChanges}
        >
          {plan === null ? trans.__('No changes') : summary(plan, trans)}
        </button>
      </div>
    </div>
  );
}

function summary(plan: Plan, trans: TranslationBundle): string {
  const cells = trans._n('%1 cell', '%1 cells', plan.cells.length);
  const files = trans._n('%1 file', '%1 files', plan.files.length);
  return trans.__('Show changes: %1, %2', cells, files);
}
