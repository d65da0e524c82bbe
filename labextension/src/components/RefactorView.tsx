import type { Extension } from '@codemirror/state';
import type { TranslationBundle } from '@jupyterlab/translation';
import { closeIcon, notebookIcon, refreshIcon } from '@jupyterlab/ui-components';

import { isUnreachable } from '../client';
import { promoteIcon } from '../icons';
import type { Choice, Failure, Shown, State, Target } from '../tokens';
import { Blank } from './Blank';
import { Controls } from './Controls';
import { MoveOffer } from './MoveOffer';
import { ProjectForm } from './ProjectForm';
import { ProposalList } from './ProposalList';
import { Problems, Refused } from './Refused';
import { useKeptFocus } from './useKeptFocus';

export interface RefactorProps {
  state: State;
  title: string;
  extensions: Extension;
  trans: TranslationBundle;
  onRefresh(): void;
  onCancel(): void;
  onChoose(id: string, change: Partial<Choice>): void;
  onChooseAll(accepted: boolean): void;
  onOpen(id: string | null): void;
  onJump(cell: string): void;
  onPromote(): void;
  onVerify(): void;
  onPlanMove(): void;
  onMove(): void;
  onDeclineMove(): void;
  onShowChanges(): void;
  onTarget(target: Target): void;
}

/** The panel: a header, the buttons that apply what is accepted, and the proposals. */
export function RefactorView(props: RefactorProps): JSX.Element {
  const { state } = props;
  const shown = state.kind === 'idle' ? null : state.shown;
  const isBusy = ['analysing', 'planning', 'applying', 'verifying'].includes(
    state.kind
  );
  return (
    <div className="jp-Promote-view" aria-busy={isBusy} {...useKeptFocus()}>
      <Header {...props} isBusy={isBusy} />
      {state.kind !== 'idle' && <Controls {...props} shown={shown} isBusy={isBusy} />}
      {state.kind === 'failed' && <Failed {...props} error={state.error} />}
      <div className="jp-Promote-body">
        {shown ? <Found {...props} shown={shown} /> : <Waiting {...props} />}
      </div>
    </div>
  );
}

function Header(props: RefactorProps & { isBusy: boolean }): JSX.Element {
  const { isBusy, trans } = props;
  const label = isBusy ? trans.__('Cancel') : trans.__('Read the notebook again');
  const Icon = isBusy ? closeIcon : refreshIcon;
  return (
    <div className="jp-Promote-header">
      <h2 title={props.title}>{props.title}</h2>
      {props.state.kind !== 'idle' && (
        <button
          type="button"
          className="jp-Promote-iconButton"
          title={label}
          aria-label={label}
          disabled={props.state.kind === 'applying'}
          onClick={isBusy ? props.onCancel : props.onRefresh}
        >
          <Icon.react tag="span" />
        </button>
      )}
      <div
        className={isBusy ? 'jp-Promote-progress jp-mod-busy' : 'jp-Promote-progress'}
      />
    </div>
  );
}

function Waiting({ state, trans }: RefactorProps): JSX.Element | null {
  if (state.kind === 'idle') {
    return state.reason === 'not-python' ? (
      <Blank icon={notebookIcon} title={trans.__('This notebook is not in Python')}>
        <p>{trans.__('Only Python code can be promoted to a package.')}</p>
      </Blank>
    ) : (
      <Blank icon={promoteIcon} title={trans.__('No notebook is open')}>
        <p>{trans.__('Open a notebook to see what could become a function.')}</p>
      </Blank>
    );
  }
  return state.kind === 'analysing' ? (
    <p className="jp-Promote-hint jp-Promote-reading">
      {trans.__('Reading the notebook…')}
    </p>
  ) : null;
}

function Failed(props: RefactorProps & { error: Failure }): JSX.Element {
  const { error, trans } = props;
  const text = isUnreachable(error)
    ? trans.__('The server does not answer.')
    : error.message;
  return (
    <div className="jp-Promote-failed" role="alert">
      <p>{text}</p>
      <button type="button" className="jp-Promote-link" onClick={props.onRefresh}>
        {trans.__('Try again')}
      </button>
    </div>
  );
}

function Found(props: RefactorProps & { shown: Shown }): JSX.Element {
  const { shown, trans } = props;
  const { proposals, refused, problems, project } = shown.response;
  const place = { positions: shown.positions, onJump: props.onJump, trans };
  return (
    <>
      {shown.notice !== '' && (
        <p className="jp-Promote-notice" role="status">
          {trans.__('The notebook has changed meanwhile. Look at the changes again.')}
        </p>
      )}
      <MoveOffer {...props} move={shown.move} />
      <Problems problems={problems} {...place} />
      {!project.exists && proposals.length > 0 && (
        <ProjectForm
          project={project}
          files={shown.plan?.files ?? null}
          onChange={props.onTarget}
          trans={trans}
        />
      )}
      {proposals.length === 0 ? (
        <Blank icon={promoteIcon} title={trans.__('Nothing to promote')}>
          <p>{trans.__('No step of this notebook asks to be a function yet.')}</p>
        </Blank>
      ) : (
        <>
          <Selected {...props} />
          <ProposalList
            shown={shown}
            extensions={props.extensions}
            trans={trans}
            onChoose={props.onChoose}
            onOpen={props.onOpen}
            onJump={props.onJump}
          />
        </>
      )}
      <Refused refused={refused} {...place} />
    </>
  );
}

function Selected({
  shown,
  onChooseAll,
  trans
}: RefactorProps & { shown: Shown }): JSX.Element {
  const all = [...shown.choices.values()];
  const count = all.filter(({ accepted }) => accepted).length;
  return (
    <div className="jp-Promote-selected">
      <label>
        <input
          type="checkbox"
          checked={count === all.length}
          ref={input => {
            if (input) {
              input.indeterminate = count > 0 && count < all.length;
            }
          }}
          onChange={() => onChooseAll(count < all.length)}
        />
        {trans.__('%1 of %2 selected', count, all.length)}
      </label>
      <span className="jp-Promote-package" title={trans.__('Package')}>
        {shown.response.project.package}
      </span>
    </div>
  );
}
