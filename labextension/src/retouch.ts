import { Change, Chunk } from '@codemirror/merge';
import { Text } from '@codemirror/state';

/** The part of a changed stretch that may differ before marks on its words are only noise. */
const MOST = 0.5;

/** True where every change only touches up words within its lines, so that marks tell which. */
export function isRetouch(before: string, after: string): boolean {
  const [a, b] = [before, after].map(text => Text.of(text.split('\n')));
  return Chunk.build(a, b).every(({ changes, fromA, toA, fromB, toB }) => {
    const staysInLine = (one: Change): boolean =>
      isOneLine(a, fromA + one.fromA, fromA + one.toA) &&
      isOneLine(b, fromB + one.fromB, fromB + one.toB);
    const changed = changes.reduce(
      (sum, one) => sum + (one.toA - one.fromA) + (one.toB - one.fromB),
      0
    );
    return changes.every(staysInLine) && changed <= MOST * (toA - fromA + toB - fromB);
  });
}

function isOneLine(text: Text, from: number, to: number): boolean {
  return !text.sliceString(from, to).includes('\n');
}
