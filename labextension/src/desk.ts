import type { JupyterFrontEnd } from '@jupyterlab/application';
import type { IDocumentManager } from '@jupyterlab/docmanager';
import type { DocumentRegistry, IDocumentWidget } from '@jupyterlab/docregistry';
import type { FileEditor } from '@jupyterlab/fileeditor';

import type { Desk } from './document';

/** The open files of the application, as the promotion needs them. */
export function createDesk(app: JupyterFrontEnd, documents: IDocumentManager): Desk {
  const local = (path: string): string => documents.services.contents.localPath(path);
  const among = (paths: readonly string[]): DocumentRegistry.Context[] => {
    const wanted = new Set(paths.map(local));
    const contexts = [...app.shell.widgets('main')].map(widget =>
      documents.contextForWidget(widget)
    );
    return [...new Set(contexts)].filter(
      (context): context is DocumentRegistry.Context =>
        context !== undefined && wanted.has(local(context.path))
    );
  };
  return {
    async reload(paths) {
      await Promise.all(among(paths).map(follow));
    },
    async save(paths) {
      const edited = among(paths).filter(
        ({ model }) => model.dirty && !model.collaborative
      );
      await Promise.all(edited.map(context => context.save()));
    }
  };
}

/** Opens a file and puts the cursor on a line, counted from 1. */
export async function openAt(
  documents: IDocumentManager,
  path: string,
  line: number
): Promise<void> {
  const widget = documents.openOrReveal(path) as
    IDocumentWidget<FileEditor> | undefined;
  if (!widget) {
    return;
  }
  await widget.revealed;
  await widget.context.ready;
  const position = { line: line - 1, column: 0 };
  widget.content.editor?.setCursorPosition(position);
  widget.content.editor?.revealPosition(position);
}

/** A shared document follows the disk by itself, and what somebody is editing is theirs. */
async function follow(context: DocumentRegistry.Context): Promise<void> {
  if (!context.model.collaborative && !context.model.dirty) {
    await context.revert();
  }
}
