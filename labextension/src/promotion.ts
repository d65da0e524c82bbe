import { PATIENCE } from './asking';
import type { IDocument } from './document';
import type { Step } from './notebook';
import { moveBack } from './relocation';
import { Failure, Preferences, Server } from './tokens';
import type { Applied, Plan, PlanRequest, Undone } from './wire';

/** What the server answers when the plan or the receipt is no longer up to date. */
const CONFLICT = 409;

/** A promotion that was done, and can be taken back on both sides. */
export interface Promotion {
  readonly path: string;
  readonly applied: Applied;
  readonly step: Step;
  /** The kernel's Python, where one was running. */
  readonly python: string | null;
}

/** The plan is no longer what the person saw: this is what it would be now. */
export class Replanned extends Error {
  constructor(readonly plan: Plan) {
    super('The plan has changed.');
  }
}

/**
 * Writes the package's files through the server, then edits the notebook; both or neither. The kernel can
 * import them before the notebook shows that: a person may run the cell at once.
 *
 * When the notebook or a file has changed since, it is planned again: the same diff goes ahead,
 * another one raises `Replanned`.
 */
export async function promote(
  document: IDocument,
  server: Server,
  seen: Plan,
  request: PlanRequest,
  { keepOutputs, autoreload }: Pick<Preferences, 'keepOutputs' | 'autoreload'>
): Promise<Promotion> {
  const order = document.ids();
  const applied = await applyFiles(document, server, seen, request);
  try {
    await document.makeImportable(applied, autoreload);
    const edits = applied.cells ?? seen.cells;
    const step = document.edit(edits, { order, keepOutputs });
    const python = request.python ?? (await document.facts(PATIENCE)).python;
    return { path: request.path, applied, step, python };
  } catch (reason) {
    // Somebody typed while the server wrote: the files go back, nothing is half done.
    await takeBackFiles(server, request.path, applied.receipt);
    throw reason;
  }
}

async function applyFiles(
  document: IDocument,
  server: Server,
  seen: Plan,
  request: PlanRequest
): Promise<Applied> {
  const now = { ...request, notebook: document.content() };
  try {
    return await server.apply({ ...now, plan: seen.plan });
  } catch (reason) {
    if (!(reason instanceof Failure) || reason.status !== CONFLICT) {
      throw reason;
    }
    const plan = await server.plan(now);
    if (!isSameDiff(plan, seen)) {
      throw new Replanned(plan);
    }
    return server.apply({ ...now, plan: plan.plan });
  }
}

/**
 * Takes back both sides. Raises `Failure` and changes nothing when a file or a cell of it was edited
 * since.
 */
export async function takeBack(
  server: Server,
  promotion: Promotion
): Promise<readonly string[]> {
  const { applied, path, step } = promotion;
  const stale = step.stale();
  if (stale.length > 0) {
    throw new Failure(
      'edited-since',
      'A cell of this promotion was edited since.',
      stale.join(' ')
    );
  }
  const files = await takeBackFiles(server, path, applied.receipt);
  step.revert();
  return files;
}

/** Takes back a promotion, or a move, of an earlier visit: the server remembers what the cells were. */
export async function takeBackLast(
  document: IDocument,
  server: Server
): Promise<Undone> {
  const undone = await server.undo(document.path, null, document.content());
  if (undone.receipt === '') {
    throw new Failure(
      'nothing-to-undo',
      'There is no promotion of this notebook to take back.'
    );
  }
  const edits = document.open(undone.cells ?? []);
  const revert = (): void => {
    document.edit(edits, { order: document.orderBefore(edits), keepOutputs: true });
  };
  if (undone.move) {
    await moveBack(document, server, undone.move, revert);
  } else {
    revert();
  }
  return undone;
}

/** A promotion that wrote no file has no receipt, and an empty one would mean the newest. */
async function takeBackFiles(
  server: Server,
  path: string,
  receipt: string
): Promise<readonly string[]> {
  return receipt === '' ? [] : (await server.undo(path, receipt)).files;
}

/**
 * Makes the package importable for good in the kernel that was running; the promotion's undo takes it
 * back. `path` is where the notebook lies by now.
 */
export async function install(
  server: Server,
  path: string,
  { applied, python }: Promotion
): Promise<void> {
  if (python !== null && applied.receipt !== '') {
    await server.install(path, applied.receipt, python);
  }
}

/** True when both plans show the same changes to a person. */
export function isSameDiff(one: Plan, other: Plan): boolean {
  const shown = ({ cells, files }: Plan): string =>
    JSON.stringify([
      cells.map(({ op, cell, before, after }) => [op, cell, before, after]),
      files.map(({ path, before, after }) => [path, before, after])
    ]);
  return shown(one) === shown(other);
}
