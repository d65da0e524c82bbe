import type { INotebookTracker } from '@jupyterlab/notebook';

import { callOf, importLine, importOffset } from './calling';
import type { Definition } from './wire';

/**
 * Puts a call at the cursor of the active cell, and the import above it where the notebook has none
 * yet; one undo step of the cell.
 */
export function insertCall(
  tracker: INotebookTracker,
  packageName: string,
  module: string,
  definition: Definition
): void {
  const panel = tracker.currentWidget;
  const cell = panel?.content.activeCell;
  if (!panel || !cell || cell.model.type !== 'code') {
    return;
  }
  const shared = cell.model.sharedModel;
  const line = importLine(packageName, module, definition.name);
  const isImported = panel.model?.sharedModel.cells.some(({ source }) =>
    source.includes(line)
  );
  const call =
    definition.kind === 'class' ? `${definition.name}()` : callOf(definition.signature);
  const source = shared.getSource();
  const cursor =
    cell.editor?.getOffsetAt(cell.editor.getCursorPosition()) ?? source.length;
  shared.transact(() => {
    shared.updateSource(cursor, cursor, call);
    if (!isImported) {
      const top = Math.min(importOffset(source), cursor);
      shared.updateSource(top, top, `${line}\n`);
    }
  });
  panel.content.mode = 'edit';
  cell.editor?.focus();
}
