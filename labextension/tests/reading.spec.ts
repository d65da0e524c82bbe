import { Asking } from '../src/asking';
import { Board } from '../src/board';
import type { IDocument } from '../src/document';
import { Reading } from '../src/reading';
import { DEFAULTS, Failure, Server } from '../src/tokens';
import type { Plan, PlanRequest, ProposalsResponse } from '../src/wire';
import { proposalOf } from './proposal';

const RESPONSE = {
  proposals: [proposalOf({ id: 'p' }), proposalOf({ id: 'q', name: 'fill' })]
} as unknown as ProposalsResponse;

/** A server whose answers a test gives by hand, in the order of the questions. */
class Replies {
  readonly asked: string[] = [];
  #waiting: { give(value: unknown): void; fail(reason: unknown): void }[] = [];

  readonly server = {
    proposals: (_: PlanRequest, signal: AbortSignal) => this.#ask('list', signal),
    plan: ({ decisions }: PlanRequest, signal: AbortSignal) =>
      this.#ask(`plan ${(decisions ?? []).map(one => one.proposal).join()}`, signal)
  } as unknown as Server;

  async give(value: unknown): Promise<void> {
    this.#waiting.shift()?.give(value);
    await settled();
  }

  async fail(reason: unknown): Promise<void> {
    this.#waiting.shift()?.fail(reason);
    await settled();
  }

  #ask<T>(question: string, signal: AbortSignal): Promise<T> {
    this.asked.push(question);
    return new Promise<T>((resolve, reject) => {
      signal.addEventListener('abort', () => reject(new Error('aborted')));
      this.#waiting.push({ give: value => resolve(value as T), fail: reject });
    });
  }
}

const settled = (): Promise<void> => new Promise(resolve => setTimeout(resolve));
const rested = (): Promise<void> => new Promise(resolve => setTimeout(resolve, 200));

describe('Reading', () => {
  let source: string;
  let board: Board;
  let replies: Replies;
  let reading: Reading;

  beforeEach(() => {
    source = 'x = 1';
    board = new Board();
    replies = new Replies();
    const facts = { types: {}, python: null };
    const document = {
      path: 'a.ipynb',
      isPython: true,
      ready: Promise.resolve(),
      known: facts,
      facts: () => Promise.resolve(facts),
      ids: () => ['c1'],
      content: () => ({ cells: [{ source }] })
    } as unknown as IDocument;
    reading = new Reading(new Asking(document, replies.server), board, DEFAULTS);
  });

  it('shows what it has read ahead as soon as somebody asks', async () => {
    void reading.ahead();
    await settled();
    await replies.give(RESPONSE);
    expect(reading.isFresh).toBe(true);
    void reading.analyse();
    await settled();
    expect(board.state.kind).toBe('analysing');
    expect(board.shown?.response).toBe(RESPONSE);
    await replies.give(RESPONSE);
    expect(replies.asked).toEqual(['list', 'list', 'plan p,q']);
  });

  it('waits for what is read ahead, where somebody asks meanwhile', async () => {
    void reading.ahead();
    await settled();
    void reading.analyse();
    await settled();
    expect(replies.asked).toEqual(['list']);
    await replies.give(RESPONSE);
    expect(replies.asked).toEqual(['list', 'list']);
  });

  it('says nothing of a failure before somebody asks', async () => {
    void reading.ahead();
    await settled();
    await replies.fail(new Failure('defect', 'No.'));
    expect(board.state).toEqual({ kind: 'analysing', shown: null });
    void reading.analyse();
    await settled();
    await replies.fail(new Failure('defect', 'No.'));
    expect(board.state.kind).toBe('failed');
  });

  it('reads ahead once for one text, not at all where that is off, and never again after a look', async () => {
    void reading.ahead();
    await settled();
    await replies.give(RESPONSE);
    void reading.ahead();
    await settled();
    expect(replies.asked).toEqual(['list']);
    source = 'x = 2';
    reading.preferences = { ...DEFAULTS, readAhead: false };
    void reading.ahead();
    await settled();
    expect(replies.asked).toEqual(['list']);
    reading.preferences = DEFAULTS;
    void reading.analyse();
    await settled();
    await replies.give(RESPONSE);
    source = 'x = 3';
    void reading.ahead();
    await settled();
    expect(replies.asked).toEqual(['list', 'list', 'plan p,q']);
  });

  it('lets what was read ahead follow the settings, and choices of a person stay', async () => {
    void reading.ahead();
    await settled();
    await replies.give(RESPONSE);
    const modules = (): string[] =>
      [...(board.shown?.choices.values() ?? [])].map(({ module }) => module);
    expect(modules()).toEqual(['features', 'features']);
    reading.preferences = { ...DEFAULTS, groupByTopic: false };
    expect(modules()).toEqual(['utils', 'utils']);
    void reading.analyse();
    await settled();
    reading.choose('p', { module: 'mine' });
    reading.preferences = DEFAULTS;
    expect(modules()).toEqual(['mine', 'utils']);
  });

  it('drops a plan that was on its way when a choice changed', async () => {
    void reading.analyse();
    await settled();
    await replies.give(RESPONSE);
    reading.choose('q', { accepted: false });
    await replies.give({ plan: 'of both' } as Plan);
    expect(board.shown?.plan).toBeNull();
    await rested();
    await replies.give({ plan: 'of one' } as Plan);
    expect(board.shown?.plan).toEqual({ plan: 'of one' });
    expect(replies.asked).toEqual(['list', 'plan p,q', 'plan p']);
  });

  it('shows what was there before when it is stopped', async () => {
    void reading.analyse();
    await settled();
    reading.cancel();
    expect(board.state.kind).toBe('failed');
    void reading.analyse();
    await settled();
    await replies.give(undefined); // the first question, which nobody waits for
    await replies.give(RESPONSE);
    reading.cancel();
    await settled();
    expect(board.state.kind).toBe('ready');
    expect(board.shown?.response).toBe(RESPONSE);
  });
});
