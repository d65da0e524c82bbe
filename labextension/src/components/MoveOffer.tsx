import type { Extension } from '@codemirror/state';
import type { TranslationBundle } from '@jupyterlab/translation';

import type { State } from '../tokens';
import type { Plan } from '../wire';
import { Changes } from './Changes';

interface Props {
  state: State;
  /** The folder that is offered, or what the move would change; null offers nothing. */
  move: string | Plan | null;
  extensions: Extension;
  onPlanMove(): void;
  onMove(): void;
  onDeclineMove(): void;
  trans: TranslationBundle;
}

/** Once functions have left, the notebook may go where it is out of the way. */
export function MoveOffer(props: Props): JSX.Element | null {
  const { move, trans } = props;
  if (move === null) {
    return null;
  }
  const isPlanned = typeof move === 'object';
  const folder = isPlanned ? folderOf(move.moved_to ?? '') : move;
  return (
    <section
      className="jp-Promote-offer jp-Promote-move"
      aria-label={trans.__('Move the notebook')}
    >
      <h3>{trans.__('Move this notebook to %1/?', folder)}</h3>
      {isPlanned && <Preview {...props} plan={move} />}
      <div className="jp-Promote-buttons">
        {isPlanned ? (
          <button
            type="button"
            className="jp-Button jp-mod-styled jp-mod-accept"
            disabled={props.state.kind !== 'ready'}
            onClick={props.onMove}
          >
            {trans.__('Move')}
          </button>
        ) : (
          <button type="button" className="jp-Promote-link" onClick={props.onPlanMove}>
            {trans.__('Show what changes')}
          </button>
        )}
        <button type="button" className="jp-Promote-link" onClick={props.onDeclineMove}>
          {trans.__('Not now')}
        </button>
      </div>
    </section>
  );
}

function Preview({ plan, extensions, trans }: Props & { plan: Plan }): JSX.Element {
  return (
    <>
      <p className="jp-Promote-hint">
        {trans.__('Its relative paths keep working, and its kernel goes on.')}
      </p>
      <p className="jp-Promote-path">{`${plan.notebook} → ${plan.moved_to}`}</p>
      {plan.warnings.map(warning => (
        <p className="jp-Promote-warning" key={warning}>
          {warning}
        </p>
      ))}
      <Changes plan={plan} extensions={extensions} layout="unified" trans={trans} />
    </>
  );
}

function folderOf(path: string): string {
  return path.split('/').at(-2) ?? '';
}
