import { diff } from '@codemirror/merge';
import type { ICell, ICodeCell, IError } from '@jupyterlab/nbformat';
import type { ISharedCell, ISharedCodeCell, YNotebook } from '@jupyter/ydoc';

import { Failure } from './tokens';
import type { CellEdit, NotebookContent } from './wire';

/** The notebook as it stands, without the outputs: of these only errors count, and small. */
export function contentOf(
  notebook: YNotebook
): NotebookContent & Record<string, unknown> {
  return {
    cells: notebook.cells.map(cell => lightCell(cell)),
    metadata: notebook.getMetadata(),
    nbformat: 4,
    nbformat_minor: 5
  };
}

/** The ids of the cells, in order. */
export function idsOf(notebook: YNotebook): string[] {
  return notebook.cells.map(cell => cell.getId());
}

/** The edits whose cell no longer is what it was when they were planned. */
export function staleCells(notebook: YNotebook, edits: readonly CellEdit[]): string[] {
  const sources = new Map(notebook.cells.map(cell => [cell.getId(), cell.getSource()]));
  return edits
    .filter(edit =>
      edit.op === 'insert'
        ? sources.has(edit.cell)
        : sources.get(edit.cell) !== edit.before
    )
    .map(edit => edit.cell);
}

/** Takes back what `edit` did; cells that were removed come back as they were. */
export interface Step {
  /** The cells that somebody has edited since, so that it can't be taken back. */
  stale(): string[];
  /** Raises `Failure` with slug `stale-cells`, and changes nothing, where there are such cells. */
  revert(): void;
}

export interface EditOptions {
  /** The ids of the notebook that was planned on, in order: the meaning of `index`. */
  order: readonly string[];
  /** Whole cells to put back in place of bare sources, by id. */
  cells?: ReadonlyMap<string, ICell>;
  keepOutputs: boolean;
}

/**
 * Applies the edits in one transaction that is exactly one step of the notebook's undo.
 *
 * Raises `Failure` with slug `stale-cells`, before anything is changed, when a cell has another
 * source than the edits were planned on.
 */
export function edit(
  notebook: YNotebook,
  edits: readonly CellEdit[],
  options: EditOptions
): Step {
  const stale = staleCells(notebook, edits);
  if (stale.length > 0) {
    throw new Failure('stale-cells', 'Cells have changed since.', stale.join(' '));
  }
  const before = idsOf(notebook);
  const removed = new Map<string, ICell>();
  for (const one of edits) {
    const cell = notebook.cells.find(cell => cell.getId() === one.cell);
    if (one.op === 'remove' && cell) {
      removed.set(one.cell, cell.toJSON() as ICell);
    }
  }
  asOneStep(notebook, () => {
    // Within a transaction `notebook.cells` stays as it was: positions are counted here.
    const scene = {
      notebook,
      ids: idsOf(notebook),
      cells: [...notebook.cells],
      options
    };
    edits.forEach(one => editCell(scene, one));
  });
  const mine = topOfUndo(notebook);
  const open = (): CellEdit[] => openEdits(notebook, edits.map(inverse));
  return {
    stale: () => staleCells(notebook, open()),
    revert: () => {
      if (mine !== null && topOfUndo(notebook) === mine) {
        notebook.undo();
      } else {
        edit(notebook, open(), { order: before, cells: removed, keepOutputs: true });
      }
    }
  };
}

/** The ids as they were before, where `edits` are about to take something back. */
export function orderBefore(notebook: YNotebook, edits: readonly CellEdit[]): string[] {
  const gone = new Set(
    edits.filter(({ op }) => op === 'remove').map(({ cell }) => cell)
  );
  const ids = idsOf(notebook).filter(id => !gone.has(id));
  const back = edits.filter(({ op }) => op === 'insert');
  [...back]
    .sort((a, b) => a.index - b.index)
    .forEach(one => ids.splice(one.index, 0, one.cell));
  return ids;
}

/** The edit that takes `edit` back. */
export function inverse(edit: CellEdit): CellEdit {
  const { cell, index } = edit;
  switch (edit.op) {
    case 'replace':
      return { op: 'replace', cell, index, before: edit.after, after: edit.before };
    case 'remove':
      return { op: 'insert', cell, index, before: null, after: edit.before };
    case 'insert':
      return { op: 'remove', cell, index, before: edit.after, after: null };
  }
}

/** The edits that are not done yet: somebody may have pressed undo. */
export function openEdits(notebook: YNotebook, edits: readonly CellEdit[]): CellEdit[] {
  return edits.filter(one => !isDone(notebook, one));
}

/** True where the notebook already is as the edit would make it. */
function isDone(notebook: YNotebook, edit: CellEdit): boolean {
  const cell = notebook.cells.find(cell => cell.getId() === edit.cell);
  return edit.op === 'remove' ? !cell : cell?.getSource() === edit.after;
}

function asOneStep(notebook: YNotebook, change: () => void): void {
  // Changes less than half a second apart would otherwise join the same undo step.
  notebook.undoManager.stopCapturing();
  notebook.transact(change);
  notebook.undoManager.stopCapturing();
}

function topOfUndo(notebook: YNotebook): unknown {
  return notebook.undoManager.undoStack.at(-1) ?? null;
}

interface Scene {
  notebook: YNotebook;
  /** The ids as they are by now. */
  ids: string[];
  /** The cells as they were. */
  cells: readonly ISharedCell[];
  options: EditOptions;
}

function editCell({ notebook, ids, cells, options }: Scene, edit: CellEdit): void {
  switch (edit.op) {
    case 'replace': {
      const cell = cells.find(cell => cell.getId() === edit.cell) as ISharedCell;
      replaceSource(cell, edit.before, edit.after);
      if (!options.keepOutputs && cell.cell_type === 'code') {
        (cell as ISharedCodeCell).setOutputs([]);
      }
      break;
    }
    case 'insert': {
      const at = place(ids, options.order, edit.index);
      ids.splice(at, 0, edit.cell);
      notebook.insertCell(at, options.cells?.get(edit.cell) ?? newCell(edit));
      break;
    }
    case 'remove': {
      const at = ids.indexOf(edit.cell);
      ids.splice(at, 1);
      notebook.deleteCell(at);
      break;
    }
  }
}

/** Changes the smallest ranges, from the end, so that two people's edits merge and cursors stay. */
function replaceSource(cell: ISharedCell, before: string, after: string): void {
  for (const change of [...diff(before, after)].reverse()) {
    cell.updateSource(change.fromA, change.toA, after.slice(change.fromB, change.toB));
  }
}

function newCell(edit: CellEdit & { op: 'insert' }): ICodeCell {
  return {
    id: edit.cell,
    cell_type: 'code',
    execution_count: null,
    metadata: { trusted: true },
    outputs: [],
    source: edit.after
  };
}

/** Where a cell planned at `index` goes among cells that may have moved since. */
function place(
  ids: readonly string[],
  order: readonly string[],
  index: number
): number {
  const next = order.slice(index).find(id => ids.includes(id));
  if (next !== undefined) {
    return ids.indexOf(next);
  }
  const previous = order
    .slice(0, index)
    .reverse()
    .find(id => ids.includes(id));
  return previous === undefined ? ids.length : ids.indexOf(previous) + 1;
}

function lightCell(cell: ISharedCell): Record<string, unknown> {
  const { tags } = cell.getMetadata() as { tags?: unknown };
  const light = {
    id: cell.getId(),
    cell_type: cell.cell_type,
    source: cell.getSource(),
    metadata: tags === undefined ? {} : { tags }
  };
  if (cell.cell_type !== 'code') {
    return light;
  }
  const code = cell as ISharedCodeCell;
  return {
    ...light,
    execution_count: code.execution_count,
    outputs: code.getOutputs().filter(isError).map(lightError)
  };
}

function isError(output: { output_type?: unknown }): output is IError {
  return output.output_type === 'error';
}

function lightError({ ename, evalue }: IError): IError {
  return { output_type: 'error', ename, evalue, traceback: [] };
}
