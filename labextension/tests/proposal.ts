import type { Proposal } from '../src/wire';

/** A proposal to encode customers, but for what is given. */
export function proposalOf(given: Partial<Proposal>): Proposal {
  const name = 'encode';
  const module = 'features';
  const parameter = {
    name: 'customers',
    source: 'customers',
    annotation: null,
    default: null
  };
  return {
    id: 'p',
    rule: 'extract-step',
    title: 'Extract `encode`',
    reason: 'Because.',
    name,
    module,
    cells: ['c1'],
    statements: [[1, 1, 2]],
    parameters: ['customers'],
    returns: [],
    localised: [],
    signature: 'encode(customers)',
    questions: { name, module, parameters: [parameter], keep: [] },
    needs: [],
    worth: true,
    docstring: '',
    ...given
  };
}
