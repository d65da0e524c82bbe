import { Deed, History } from '../src/history';
import type { Promotion } from '../src/promotion';

const [first, second] = [{}, {}] as Promotion[];

/** A history of promotions and moves (null), and what of it was taken back so far. */
function historyOf(...made: [string, Promotion | null][]): [History, string[]] {
  const history = new History();
  const undone: string[] = [];
  for (const [name, promotion] of made) {
    history.add({ promotion, takeBack: async () => void undone.push(name) } as Deed);
  }
  return [history, undone];
}

describe('History', () => {
  it('has nothing to take back at first', async () => {
    expect(await new History().undo()).toBe(false);
  });

  it('takes back one deed at a time, the last one first', async () => {
    const [history, undone] = historyOf(['a', first], ['move', null]);
    await history.undo();
    expect(undone).toEqual(['move']);
    expect(history.holds(first)).toBe(true);
    await history.undo();
    expect(undone).toEqual(['move', 'a']);
    expect(history.holds(first)).toBe(false);
  });

  it.each([
    ['the move since', first, ['move', 'a']],
    ['no other promotion', second, ['move', 'b']]
  ])('takes a promotion back with %s', async (_, promotion, expected) => {
    const [history, undone] = historyOf(['a', first], ['b', second], ['move', null]);
    await history.undo(promotion);
    expect(undone).toEqual(expected);
  });

  it('leaves a promotion where a newer one is taken back', async () => {
    const [history, undone] = historyOf(['a', first], ['move', null], ['b', second]);
    await history.undo(second);
    expect(undone).toEqual(['b']);
  });

  it('does one deed after another, also after one that failed', async () => {
    const history = new History();
    const done: string[] = [];
    const deed = (name: string, wait: number) => async (): Promise<void> => {
      await new Promise(resolve => setTimeout(resolve, wait));
      done.push(name);
    };
    const failed = history.inTurn(() => Promise.reject(new Error('no')));
    const turns = [history.inTurn(deed('slow', 20)), history.inTurn(deed('fast', 0))];
    await expect(failed).rejects.toThrow('no');
    await Promise.all(turns);
    expect(done).toEqual(['slow', 'fast']);
  });

  it('keeps what could not be taken back', async () => {
    const history = new History();
    const takeBack = (): Promise<void> => Promise.reject(new Error('edited since'));
    history.add({ promotion: first, takeBack });
    await expect(history.undo()).rejects.toThrow('edited since');
    expect(history.holds(first)).toBe(true);
  });
});
