import { Knowledge } from '../src/knowledge';
import type { KernelFacts } from '../src/tokens';

const factsOf = (kind: string): KernelFacts => ({
  types: { df: kind },
  python: 'python'
});
const NOTHING = { types: {}, python: null };

describe('Knowledge', () => {
  let answers: ((facts: KernelFacts) => void)[];
  let knowledge: Knowledge;
  let came: number;

  beforeEach(() => {
    answers = [];
    came = 0;
    knowledge = new Knowledge(
      () => null,
      () => new Promise(resolve => answers.push(resolve))
    );
    knowledge.came.connect(() => (came += 1));
  });

  it('gives what comes in time, and tells nobody', async () => {
    const facts = knowledge.facts(20);
    answers[0](factsOf('list'));
    expect(await facts).toEqual(factsOf('list'));
    expect(came).toBe(0);
  });

  it('goes without what is late, and tells when it comes', async () => {
    expect(await knowledge.facts(20)).toEqual(NOTHING);
    answers[0](factsOf('list'));
    await Promise.resolve();
    expect(came).toBe(1);
  });

  it('asks anew, and where that is late gives what came last', async () => {
    await knowledge.facts(20);
    answers[0](factsOf('list'));
    await Promise.resolve();
    expect(await knowledge.facts(20)).toEqual(factsOf('list'));
    answers[1](factsOf('list'));
    await Promise.resolve();
    expect(came).toBe(1);
  });

  it('asks once as long as there is no answer', async () => {
    await knowledge.facts(20);
    await knowledge.facts(20);
    expect(answers.length).toBe(1);
  });
});
