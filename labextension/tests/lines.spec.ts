import { TextDecoder, TextEncoder } from 'node:util';

import { linesOf } from '../src/lines';

Object.assign(globalThis, { TextDecoder });

/** A reply whose bytes arrive in these pieces. */
function replyOf(pieces: Uint8Array[]): Response {
  const left = [...pieces];
  const read = (): Promise<{ value?: Uint8Array; done: boolean }> =>
    Promise.resolve({ value: left[0], done: left.shift() === undefined });
  return { body: { getReader: () => ({ read }) } } as unknown as Response;
}

describe('linesOf', () => {
  const bytes = new TextEncoder().encode('{"a":"é"}\n{"b":1}\n');

  it.each(Array.from(bytes.keys()))('gives whole lines, cut at byte %p', async at => {
    const found: unknown[] = [];
    for await (const line of linesOf(replyOf([bytes.slice(0, at), bytes.slice(at)]))) {
      found.push(line);
    }
    expect(found).toEqual([{ a: 'é' }, { b: 1 }]);
  });

  it('takes a last line without an end', async () => {
    const found: unknown[] = [];
    for await (const line of linesOf(replyOf([new TextEncoder().encode('{"a":1}')]))) {
      found.push(line);
    }
    expect(found).toEqual([{ a: 1 }]);
  });
});
