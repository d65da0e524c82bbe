import type { Extension } from '@codemirror/state';
import type { TranslationBundle } from '@jupyterlab/translation';

import type { CellEdit, Plan } from '../wire';
import { SplitDiff, UnifiedDiff } from './Diff';

interface Props {
  plan: Plan;
  extensions: Extension;
  layout: 'unified' | 'split';
  trans: TranslationBundle;
}

/** Every change of a plan: the notebook's cells, then each file. */
export function Changes({ plan, extensions, layout, trans }: Props): JSX.Element {
  const Diff = layout === 'split' ? SplitDiff : UnifiedDiff;
  const cells = plan.cells.map(edit => ({
    key: `cell ${edit.cell}`,
    title: cellTitle(edit, trans),
    before: edit.before ?? '',
    after: edit.after ?? '',
    mark: edit.op
  }));
  const files = plan.files.map(({ path, before, after }) => ({
    key: path,
    title: path,
    before: shownText(before),
    after: shownText(after),
    mark: before === null ? 'insert' : after === null ? 'remove' : 'replace'
  }));
  return (
    <div className="jp-Promote-changes">
      {[...cells, ...files].map(change => (
        <section
          key={change.key}
          className="jp-Promote-change"
          aria-label={change.title}
        >
          <h4>
            <span className="jp-Promote-path">{change.title}</span>
            <span className={`jp-Promote-mark jp-mod-${change.mark}`}>
              {markName(change.mark, trans)}
            </span>
          </h4>
          <Diff
            label={change.title}
            before={change.before}
            after={change.after}
            extensions={extensions}
          />
        </section>
      ))}
    </div>
  );
}

/** A file's last line end would show as an empty line. */
export function shownText(text: string | null): string {
  return (text ?? '').replace(/\n$/, '');
}

function cellTitle(edit: CellEdit, trans: TranslationBundle): string {
  return edit.op === 'insert'
    ? trans.__('New cell before cell %1', edit.index + 1)
    : trans.__('Cell %1', edit.index + 1);
}

function markName(mark: string, trans: TranslationBundle): string {
  switch (mark) {
    case 'insert':
      return trans.__('new');
    case 'remove':
      return trans.__('removed');
    default:
      return trans.__('changed');
  }
}
