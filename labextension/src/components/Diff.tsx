import { MergeView, unifiedMergeView } from '@codemirror/merge';
import { EditorState, Extension } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { useEffect, useRef } from 'react';

import { isRetouch } from '../retouch';

interface Props {
  label: string;
  before: string;
  after: string;
  /** Theme and language of the host. */
  extensions: Extension;
}

const COLLAPSE = { margin: 3, minSize: 6 };

/** One text before and after, in one column. */
export function UnifiedDiff({ label, before, after, extensions }: Props): JSX.Element {
  const host = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const view = new EditorView({
      parent: host.current ?? undefined,
      doc: after,
      extensions: [
        readOnly(label),
        extensions,
        unifiedMergeView({
          original: before,
          mergeControls: false,
          gutter: true,
          highlightChanges: isRetouch(before, after),
          collapseUnchanged: COLLAPSE
        })
      ]
    });
    return () => view.destroy();
  }, [label, before, after, extensions]);
  const kind = before === '' ? 'jp-Promote-diff jp-mod-new' : 'jp-Promote-diff';
  return <div className={kind} ref={host} />;
}

/** One text before and after, side by side. */
export function SplitDiff({ label, before, after, extensions }: Props): JSX.Element {
  const host = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const shared = [readOnly(label), extensions];
    const view = new MergeView({
      parent: host.current ?? undefined,
      a: { doc: before, extensions: shared },
      b: { doc: after, extensions: shared },
      gutter: true,
      highlightChanges: isRetouch(before, after),
      collapseUnchanged: COLLAPSE
    });
    return () => view.destroy();
  }, [label, before, after, extensions]);
  return <div className="jp-Promote-diff jp-mod-split" ref={host} />;
}

function readOnly(label: string): Extension {
  return [
    EditorState.readOnly.of(true),
    EditorView.editable.of(false),
    EditorView.contentAttributes.of({ 'aria-label': label, tabindex: '0' }),
    EditorView.lineWrapping
  ];
}
