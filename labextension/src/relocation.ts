import type { IDocument } from './document';
import { Failure, Server } from './tokens';
import type { Origin, Plan } from './wire';

/** Edits the notebook and renames it, kernel and all; both or neither. What it gives takes that back. */
export async function relocate(
  document: IDocument,
  server: Server,
  { cells, moved_to: to = '' }: Plan
): Promise<() => Promise<void>> {
  const was = document.path;
  const step = document.edit(cells, { order: document.ids(), keepOutputs: true });
  let made: string[];
  try {
    made = await document.moveTo(to);
  } catch (reason) {
    step.revert();
    await document.settle('', []);
    throw reason;
  }
  await server.moved({ was, path: to, cells, made });
  return async () => {
    if (step.stale().length > 0) {
      throw new Failure('edited-since', 'The first cell was edited since.');
    }
    await moveBack(document, server, { to: was, made }, () => step.revert());
  };
}

/** Renames the notebook to what it was; `revert` takes back what the move changed in it. */
export async function moveBack(
  document: IDocument,
  server: Server,
  { to, made }: Origin,
  revert: () => void
): Promise<void> {
  const was = document.path;
  await document.moveTo(to);
  await document.discard(made);
  revert();
  await document.settle('', []);
  await server.moved({ was, path: to });
}
