import type { NotebookPanel } from '@jupyterlab/notebook';

import type { Spot } from './prompt';
import type { Selection } from './wire';

/** How long a cell stays marked after a jump. */
const MARKED = 1600;

/** Scrolls to a cell and marks it for a moment. */
export async function jumpTo(panel: NotebookPanel, cell: string): Promise<void> {
  const { content } = panel;
  const index = content.widgets.findIndex(({ model }) => model.id === cell);
  if (index < 0) {
    return;
  }
  content.deselectAll();
  content.activeCellIndex = index;
  await content.scrollToItem(index, 'smart');
  const { node } = content.widgets[index];
  node.classList.add('jp-Promote-marked');
  window.setTimeout(() => node.classList.remove('jp-Promote-marked'), MARKED);
}

/** The ids of the selected cells; the active one where none is selected. */
export function selectedIds(panel: NotebookPanel): string[] {
  return selectedIndices(panel).map(index => panel.content.widgets[index].model.id);
}

/** What is selected: lines of the active cell, or whole cells. */
export function selectionOf(panel: NotebookPanel): Omit<Selection, 'name'> | null {
  const indices = selectedIndices(panel);
  if (indices.length === 0) {
    return null;
  }
  const [first, last] = [Math.min(...indices), Math.max(...indices)];
  return { first_cell: first, last_cell: last, ...selectedLines(panel) };
}

/** Where to ask something about the selection: below the cursor, else below the cell. */
export function spotOf(panel: NotebookPanel): Spot {
  const cell = panel.content.activeCell;
  const cursor = cell?.editor?.getCursorPosition();
  const place = cursor && cell?.editor?.getCoordinateForPosition(cursor);
  if (place && panel.content.mode === 'edit') {
    return { left: place.left, top: place.bottom + 4 };
  }
  const box = (cell ?? panel).node.getBoundingClientRect();
  return { left: box.left + 72, top: box.top + 32 };
}

function selectedIndices(panel: NotebookPanel): number[] {
  const { content } = panel;
  return content.widgets
    .map((cell, index) => (content.isSelectedOrActive(cell) ? index : -1))
    .filter(index => index >= 0);
}

function selectedLines(panel: NotebookPanel): {
  first_line?: number;
  last_line?: number;
} {
  const editor = panel.content.activeCell?.editor;
  const { start, end } = editor?.getSelection() ?? {};
  if (panel.content.mode !== 'edit' || !start || !end) {
    return {};
  }
  const [above, below] = start.line <= end.line ? [start, end] : [end, start];
  if (above.line === below.line && above.column === below.column) {
    return {};
  }
  // A selection that ends before a line's first character does not hold that line.
  const last =
    below.column === 0 && below.line > above.line ? below.line : below.line + 1;
  return { first_line: above.line + 1, last_line: last };
}
