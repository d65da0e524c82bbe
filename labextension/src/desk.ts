import type { JupyterFrontEnd } from '@jupyterlab/application';
import type { IDocumentManager } from '@jupyterlab/docmanager';
import type { DocumentRegistry, IDocumentWidget } from '@jupyterlab/docregistry';
import type { FileEditor } from '@jupyterlab/fileeditor';

import type { Desk } from './document';

/** The open files of the application, as the promotion needs them. */
export function createDesk(app: JupyterFrontEnd, documents: IDocumentManager): Desk {
  const local = (path: string): string => documents.services.contents.localPath(path);
  return {
    async reload(paths) {
      const wanted = new Set(paths.map(local));
      const open = new Set<DocumentRegistry.Context>();
      for (const widget of app.shell.widgets('main')) {
        const context = documents.contextForWidget(widget);
        if (context && wanted.has(local(context.path))) {
          open.add(context as DocumentRegistry.Context);
        }
      }
      await Promise.all([...open].map(follow));
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
