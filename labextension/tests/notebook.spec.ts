import { YNotebook } from '@jupyter/ydoc';

import { contentOf, edit, idsOf, inverse, staleCells } from '../src/notebook';
import type { CellEdit } from '../src/wire';

const SOURCES = ['import math', 'x = 1\ny = 2\nz = 3', 'print(x)'];

function notebookOf(sources: readonly string[]): YNotebook {
  const notebook = YNotebook.create() as YNotebook;
  notebook.insertCells(
    0,
    sources.map((source, at) => ({
      id: `c${at}`,
      cell_type: 'code' as const,
      source,
      metadata: { tags: ['kept'] },
      outputs: [{ output_type: 'stream', name: 'stdout', text: 'hello' }],
      execution_count: at + 1
    }))
  );
  notebook.undoManager.clear();
  return notebook;
}

function sourcesOf(notebook: YNotebook): string[] {
  return notebook.cells.map(cell => cell.getSource());
}

const replace = (at: number, before: string, after: string): CellEdit => ({
  op: 'replace',
  cell: `c${at}`,
  index: at,
  before,
  after
});
const remove = (at: number): CellEdit => ({
  op: 'remove',
  cell: `c${at}`,
  index: at,
  before: SOURCES[at],
  after: null
});
const insert = (index: number, id: string, after: string): CellEdit => ({
  op: 'insert',
  cell: id,
  index,
  before: null,
  after
});

const ROWS: { name: string; edits: CellEdit[]; after: string[] }[] = [
  { name: 'nothing', edits: [], after: SOURCES },
  {
    name: 'a replaced cell',
    edits: [replace(1, SOURCES[1], 'x, y = 1, 2\nz = 3')],
    after: [SOURCES[0], 'x, y = 1, 2\nz = 3', SOURCES[2]]
  },
  { name: 'a removed cell', edits: [remove(1)], after: [SOURCES[0], SOURCES[2]] },
  {
    name: 'a new cell in front',
    edits: [insert(0, 'n0', 'from a import b')],
    after: ['from a import b', ...SOURCES]
  },
  {
    name: 'new cells at one place, in order',
    edits: [insert(2, 'n0', 'one'), insert(2, 'n1', 'two')],
    after: [SOURCES[0], SOURCES[1], 'one', 'two', SOURCES[2]]
  },
  {
    name: 'a new cell at the end',
    edits: [insert(3, 'n0', 'last')],
    after: [...SOURCES, 'last']
  },
  {
    name: 'all three, the removed one first',
    edits: [remove(0), insert(0, 'n0', 'first'), replace(2, SOURCES[2], 'print(x, y)')],
    after: ['first', SOURCES[1], 'print(x, y)']
  }
];

describe('edit', () => {
  it.each(ROWS)('makes $name, in one step of undo, and takes it back', row => {
    const notebook = notebookOf(SOURCES);
    const whole = JSON.stringify(notebook.toJSON());
    const order = idsOf(notebook);
    const step = edit(notebook, row.edits, { order, keepOutputs: true });
    expect(sourcesOf(notebook)).toEqual(row.after);
    expect(notebook.undoManager.undoStack.length).toBe(row.edits.length ? 1 : 0);
    step.revert();
    expect(sourcesOf(notebook)).toEqual(SOURCES);
    expect(JSON.stringify(notebook.toJSON())).toBe(whole);
  });

  it.each(ROWS)('takes $name back from under later edits', row => {
    const notebook = notebookOf(SOURCES);
    const order = idsOf(notebook);
    const step = edit(notebook, row.edits, { order, keepOutputs: true });
    notebook.insertCell(notebook.cells.length, {
      id: 'later',
      cell_type: 'code',
      source: 'later = 1'
    });
    step.revert();
    expect(sourcesOf(notebook)).toEqual([...SOURCES, 'later = 1']);
    expect(notebook.getCell(1).toJSON()).toMatchObject({
      metadata: { tags: ['kept'] }
    });
  });

  it('refuses a cell that has changed since, and changes nothing', () => {
    const notebook = notebookOf(SOURCES);
    const edits = [remove(0), replace(1, 'x = 0', 'x = 5')];
    expect(staleCells(notebook, edits)).toEqual(['c1']);
    expect(() =>
      edit(notebook, edits, { order: idsOf(notebook), keepOutputs: true })
    ).toThrow(expect.objectContaining({ slug: 'stale-cells', where: 'c1' }));
    expect(sourcesOf(notebook)).toEqual(SOURCES);
  });

  it('refuses to take back what somebody has edited', () => {
    const notebook = notebookOf(SOURCES);
    const edits = [replace(1, SOURCES[1], 'x = 5')];
    const step = edit(notebook, edits, { order: idsOf(notebook), keepOutputs: true });
    notebook.getCell(1).updateSource(0, 0, '# mine\n');
    notebook.insertCell(0, { id: 'new', cell_type: 'code', source: '' });
    expect(() => step.revert()).toThrow(expect.objectContaining({ where: 'c1' }));
  });

  it('finds its place when somebody inserts cells meanwhile', () => {
    const notebook = notebookOf(SOURCES);
    const order = idsOf(notebook);
    notebook.insertCell(0, { id: 'other', cell_type: 'markdown', source: 'Hello' });
    edit(notebook, [insert(1, 'n0', 'new')], { order, keepOutputs: true });
    expect(idsOf(notebook)).toEqual(['other', 'c0', 'n0', 'c1', 'c2']);
  });

  it('changes only what differs', () => {
    const notebook = notebookOf(SOURCES);
    const deltas: unknown[] = [];
    notebook.getCell(1).changed.connect((_, change) => {
      deltas.push(change.sourceChange);
    });
    const edits = [replace(1, SOURCES[1], 'x = 1\ny = 20\nz = 3')];
    edit(notebook, edits, { order: idsOf(notebook), keepOutputs: true });
    expect(deltas).toEqual([[{ retain: 11 }, { insert: '0' }]]);
  });

  it.each([
    [true, 1],
    [false, 0]
  ])('keeps outputs: %s', (keepOutputs, count) => {
    const notebook = notebookOf(SOURCES);
    edit(notebook, [replace(2, SOURCES[2], 'print(y)')], {
      order: idsOf(notebook),
      keepOutputs
    });
    expect(notebook.getCell(2).toJSON()).toMatchObject({ outputs: { length: count } });
  });

  it('undoes at the person’s own undo, and is content with it', () => {
    const notebook = notebookOf(SOURCES);
    const step = edit(notebook, [remove(1)], {
      order: idsOf(notebook),
      keepOutputs: true
    });
    notebook.undo();
    step.revert();
    expect(sourcesOf(notebook)).toEqual(SOURCES);
  });
});

describe('inverse', () => {
  it.each([replace(1, 'a', 'b'), remove(1), insert(1, 'n0', 'a')])(
    'is its own inverse',
    one => {
      expect(inverse(inverse(one))).toEqual(one);
    }
  );
});

describe('contentOf', () => {
  it('leaves outputs out, but for errors', () => {
    const notebook = notebookOf(['1 / 0']);
    const cell = notebook.cells[0];
    (cell as unknown as { setOutputs(outputs: unknown[]): void }).setOutputs([
      { output_type: 'stream', name: 'stdout', text: 'x'.repeat(1000) },
      {
        output_type: 'error',
        ename: 'ZeroDivisionError',
        evalue: '',
        traceback: ['long']
      }
    ]);
    expect(contentOf(notebook).cells).toEqual([
      {
        id: 'c0',
        cell_type: 'code',
        source: '1 / 0',
        metadata: { tags: ['kept'] },
        execution_count: 1,
        outputs: [
          {
            output_type: 'error',
            ename: 'ZeroDivisionError',
            evalue: '',
            traceback: []
          }
        ]
      }
    ]);
  });
});
