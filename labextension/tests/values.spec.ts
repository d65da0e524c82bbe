import { callOf, importOffset } from '../src/calling';
import { decisionsOf, firstChoice, moduleFault, nameFault } from '../src/choices';
import { confusionsOf, Glance } from '../src/confusion';
import { modulesOf } from '../src/document';
import { DEFAULTS } from '../src/tokens';
import { proposalOf } from './proposal';

describe('nameFault', () => {
  it.each([
    ['encode_plan', null],
    ['_private', null],
    ['größe', null],
    ['', 'empty'],
    ['class', 'keyword'],
    ['2x', 'no-name'],
    ['a-b', 'no-name'],
    ['a b', 'no-name'],
    ['a.b', 'no-name']
  ])('%p: %p', (name, fault) => expect(nameFault(name)).toBe(fault));
});

describe('moduleFault', () => {
  it.each([
    ['features', null],
    ['data.load', null],
    ['data.', 'no-name'],
    ['data.import', 'keyword'],
    ['features.py', null],
    ['../other', 'no-name']
  ])('%p: %p', (name, fault) => expect(moduleFault(name)).toBe(fault));
});

describe('callOf', () => {
  it.each([
    ['area(radius: float) → float', 'area(radius)'],
    ['now()', 'now()'],
    ['fit(X, y: dict[str, int], *, seed=0)', 'fit(X, y)'],
    ['plot(data, colors=("red", "blue"), **options)', 'plot(data)'],
    ['Ring', 'Ring()']
  ])('%p is called as %p', (signature, call) => expect(callOf(signature)).toBe(call));
});

describe('importOffset', () => {
  it.each([
    ['x = 1', 0],
    ['%%time\nx = 1', 7],
    ['%%time', 6],
    ['', 0]
  ])('%p: %p', (source, offset) => expect(importOffset(source)).toBe(offset));
});

describe('modulesOf', () => {
  it('names what Python would import', () => {
    const files = [
      'pyproject.toml',
      'src/churn/__init__.py',
      'src/churn/data.py',
      'a/b/c.py'
    ];
    expect(modulesOf(files)).toEqual(['churn', 'churn.data', 'a.b.c']);
  });
});

describe('decisionsOf', () => {
  const proposals = [
    proposalOf({ id: 'a', needs: ['b'] }),
    proposalOf({ id: 'b', worth: false }),
    proposalOf({ id: 'c', worth: false })
  ];
  const choices = new Map(
    proposals.map(proposal => [proposal.id, firstChoice(proposal, DEFAULTS)])
  );

  it('takes what is worth it, and what that needs', () => {
    const ids = decisionsOf(proposals, choices).map(({ proposal }) => proposal);
    expect(ids).toEqual(['a', 'b']);
  });

  it('sends nothing that was proposed', () => {
    expect(decisionsOf(proposals, choices, 'c')).toEqual([
      {
        proposal: 'c',
        accepted: true,
        name: null,
        module: null,
        parameters: {},
        keep: []
      }
    ]);
  });

  it('sends what was chosen', () => {
    const parameters = [{ ...proposals[2].questions.parameters[0], name: 'clients' }];
    const chosen = {
      accepted: true,
      name: 'g',
      module: 'data',
      parameters,
      keep: ['row']
    };
    expect(decisionsOf(proposals, new Map([['c', chosen]]), 'c')).toEqual([
      {
        proposal: 'c',
        accepted: true,
        name: 'g',
        module: 'data',
        parameters: { customers: 'clients' },
        keep: ['row']
      }
    ]);
  });

  it('puts everything into the default module when that is asked for', () => {
    const plain = { ...DEFAULTS, groupByTopic: false, defaultModule: 'lib' };
    expect(firstChoice(proposals[0], plain).module).toBe('lib');
  });
});

describe('confusionsOf', () => {
  const cell = (source: string, count: number | null = null): Glance => ({
    isCode: true,
    source,
    count
  });
  const many = Array.from({ length: 70 }, (_, at) => cell(`x = ${at}`));
  const copy = cell('a = 1\nb = 2\nc = 3');

  it.each([
    ['an empty notebook', 'Untitled.ipynb', [], []],
    ['a short one', 'churn.ipynb', [cell('x = 1', 1), cell('y = 2', 2)], []],
    ['one reason alone', 'churn.ipynb', many, []],
    ['two reasons', 'Untitled3.ipynb', many, ['many-cells', 'untitled']],
    [
      'disorder and copies',
      'churn.ipynb',
      [cell('x = 1', 7), cell('y = 2', 3), copy, copy],
      ['out-of-order', 'copies']
    ]
  ])('%s', (_, name, cells, kinds) => {
    expect(confusionsOf(name, cells as Glance[]).map(({ kind }) => kind)).toEqual(
      kinds
    );
  });
});
