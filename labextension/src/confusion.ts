/** A cell as the hint looks at it. */
export interface Glance {
  isCode: boolean;
  source: string;
  count: number | null;
}

export type Confusion =
  | { kind: 'many-cells'; count: number }
  | { kind: 'long'; lines: number }
  | { kind: 'untitled' }
  | { kind: 'out-of-order'; count: number }
  | { kind: 'copies'; count: number };

const MANY_CELLS = 60;
const MANY_LINES = 600;
/** A copied cell counts from this many lines on; shorter ones repeat by nature (`df.head()`). */
const COPY_LINES = 3;
/** One reason alone is no confusion yet. */
const ENOUGH = 2;

/** Why a notebook has become confusing; empty while it has not. */
export function confusionsOf(name: string, cells: readonly Glance[]): Confusion[] {
  const code = cells.filter(cell => cell.isCode && cell.source.trim() !== '');
  const lines = code.reduce((sum, { source }) => sum + source.split('\n').length, 0);
  const disorder = outOfOrder(code);
  const copies = copiesAmong(code);
  const found: (Confusion | null)[] = [
    code.length > MANY_CELLS ? { kind: 'many-cells', count: code.length } : null,
    lines > MANY_LINES ? { kind: 'long', lines } : null,
    /^untitled/i.test(name) && code.length > 5 ? { kind: 'untitled' } : null,
    disorder > 0 ? { kind: 'out-of-order', count: disorder } : null,
    copies > 0 ? { kind: 'copies', count: copies } : null
  ];
  const reasons = found.filter((one): one is Confusion => one !== null);
  return reasons.length >= ENOUGH ? reasons : [];
}

function outOfOrder(cells: readonly Glance[]): number {
  let latest = 0;
  let found = 0;
  for (const { count } of cells) {
    if (count !== null) {
      found += count < latest ? 1 : 0;
      latest = Math.max(latest, count);
    }
  }
  return found;
}

function copiesAmong(cells: readonly Glance[]): number {
  const sources = cells
    .map(({ source }) => source.trim())
    .filter(source => source.split('\n').length >= COPY_LINES);
  return sources.length - new Set(sources).size;
}
