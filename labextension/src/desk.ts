import type { IRouter, JupyterFrontEnd } from '@jupyterlab/application';
import { PathExt, URLExt } from '@jupyterlab/coreutils';
import type { IDocumentManager } from '@jupyterlab/docmanager';
import type { DocumentRegistry, IDocumentWidget } from '@jupyterlab/docregistry';
import type { FileEditor } from '@jupyterlab/fileeditor';
import type { Contents } from '@jupyterlab/services';

import type { Desk } from './document';

/** The open files of the application, as the promotion needs them. */
export function createDesk(
  app: JupyterFrontEnd,
  documents: IDocumentManager,
  router: IRouter | null
): Desk {
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
    async rename(from, to) {
      const { contents } = documents.services;
      const made = await makeFolders(contents, PathExt.dirname(to));
      await documents.rename(from, to);
      readdress(router, local(from), local(to));
      return made;
    },
    discard: folders => removeEmpty(documents.services.contents, folders),
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

/** Notebook 7 has the file in its address, where a reload has to find it. */
function readdress(router: IRouter | null, from: string, to: string): void {
  const [old, now] = [from, to].map(path => `/notebooks/${URLExt.encodeParts(path)}`);
  if (router?.current.path === old) {
    router.navigate(now, { skipRouting: true });
  }
}

/** Makes the folders of a path that are missing, and gives them, innermost first. */
async function makeFolders(
  contents: Contents.IManager,
  path: string
): Promise<string[]> {
  if (contents.localPath(path) === '') {
    return [];
  }
  const parent = PathExt.dirname(path);
  const above = await makeFolders(contents, parent);
  const { content } = await contents.get(parent);
  const names = (content as Contents.IModel[]).map(({ name }) => name);
  if (names.includes(PathExt.basename(path))) {
    return above;
  }
  await contents.save(path, { type: 'directory', format: 'json', content: null });
  return [path, ...above];
}

async function removeEmpty(
  contents: Contents.IManager,
  folders: readonly string[]
): Promise<void> {
  for (const folder of folders) {
    const { content } = await contents.get(folder);
    if ((content as unknown[]).length > 0) {
      return;
    }
    await contents.delete(folder);
  }
}

/** A shared document follows the disk by itself, and what somebody is editing is theirs. */
async function follow(context: DocumentRegistry.Context): Promise<void> {
  if (!context.model.collaborative && !context.model.dirty) {
    await context.revert();
  }
}
