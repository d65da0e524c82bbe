import {
  ILayoutRestorer,
  IRouter,
  JupyterFrontEnd,
  JupyterFrontEndPlugin
} from '@jupyterlab/application';
import { ICommandPalette } from '@jupyterlab/apputils';
import { IEditorLanguageRegistry, IEditorThemeRegistry } from '@jupyterlab/codemirror';
import { PathExt } from '@jupyterlab/coreutils';
import { IDocumentManager } from '@jupyterlab/docmanager';
import { INotebookTracker, NotebookPanel } from '@jupyterlab/notebook';
import { ISettingRegistry } from '@jupyterlab/settingregistry';
import { IStatusBar } from '@jupyterlab/statusbar';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';

import { announceFailure } from './announce';
import { jumpTo } from './cells';
import { ChangesTabs } from './changes';
import { createClient } from './client';
import { addCommands, Bench, promoteCells } from './commands';
import { createDesk, openAt } from './desk';
import { FunctionsPanel } from './functions';
import { Hint, HintModel } from './hint';
import { insertCall } from './insert';
import { Look } from './look';
import { Models } from './models';
import { offerAfter } from './offers';
import { RefactorPanel } from './panel';
import { IPromote } from './promote';
import {
  CommandIDs,
  DEFAULTS,
  NAMESPACE,
  PANEL_ID,
  Preferences,
  SIDEBAR_ID
} from './tokens';

/** What the server emits when files were written or taken back, by whichever client. */
const EVENT = 'https://events.jupyter.org/jupyterlab_promote/promotion/v1';

const shared: JupyterFrontEndPlugin<IPromote> = {
  id: 'jupyterlab-promote:plugin',
  description: 'Knows what could be promoted from the open notebooks, and does it.',
  autoStart: true,
  provides: IPromote,
  requires: [INotebookTracker, IDocumentManager],
  optional: [ISettingRegistry, ITranslator, IRouter],
  activate: (
    app: JupyterFrontEnd,
    tracker: INotebookTracker,
    documents: IDocumentManager,
    registry: ISettingRegistry | null,
    translator: ITranslator | null,
    router: IRouter | null
  ): IPromote => {
    const trans = (translator ?? nullTranslator).load('jupyterlab_promote');
    const server = createClient(app.serviceManager.serverSettings);
    const models = new Models(tracker, server, createDesk(app, documents, router));
    const report = (reason: unknown): void => announceFailure(reason, trans);
    void follow(registry, models);
    const means = {
      models,
      server,
      trans,
      open: (path: string) => void documents.openOrReveal(path),
      showMove: (panel: NotebookPanel) => {
        app.shell.activateById(panel.id);
        void app.commands.execute(CommandIDs.move);
      },
      remember: async () => {
        await registry?.set(shared.id, 'install', 'always');
      },
      report
    };
    models.promoted.connect((_, promotion) => offerAfter(promotion, means));
    return {
      models,
      server,
      trans,
      report,
      promoteCells: (cells, module) =>
        promoteCells({ models, tracker, trans }, cells, module).catch(report)
    };
  }
};

/** Reads the settings, now and whenever they change. */
async function follow(
  registry: ISettingRegistry | null,
  models: Models
): Promise<void> {
  const settings = await registry?.load(shared.id);
  const read = (): void => {
    models.preferences = {
      ...DEFAULTS,
      ...(settings?.composite as Partial<Preferences>)
    };
  };
  settings?.changed.connect(read);
  read();
}

const refactor: JupyterFrontEndPlugin<void> = {
  id: 'jupyterlab-promote:refactor',
  description: 'Adds the commands and the panel that shows what could be promoted.',
  autoStart: true,
  requires: [IPromote, INotebookTracker, IEditorThemeRegistry, IEditorLanguageRegistry],
  optional: [ICommandPalette, ILayoutRestorer],
  activate: (
    app: JupyterFrontEnd,
    promote: IPromote,
    tracker: INotebookTracker,
    themes: IEditorThemeRegistry,
    languages: IEditorLanguageRegistry,
    palette: ICommandPalette | null,
    restorer: ILayoutRestorer | null
  ): void => {
    const { models, trans } = promote;
    const look = new Look(themes, languages);
    const tabs = new ChangesTabs(app.shell, look, trans);
    const showChanges = (): void => {
      if (tracker.currentWidget && models.current) {
        tabs.show(tracker.currentWidget, models.current);
      }
    };
    const jump = (cell: string): void => {
      if (tracker.currentWidget) {
        void jumpTo(tracker.currentWidget, cell);
      }
    };
    const panel = new RefactorPanel(
      models,
      { jump, showChanges, report: promote.report },
      look,
      trans
    );
    app.shell.add(panel, 'right', { rank: 400, type: 'Refactor' });
    restorer?.add(panel, panel.id);
    const bench: Bench = {
      ...promote,
      tracker,
      openPanel: () => app.shell.activateById(PANEL_ID),
      openFunctions: () => app.shell.activateById(SIDEBAR_ID),
      openChanges: showChanges
    };
    addCommands(app.commands, bench);
    for (const command of Object.values(CommandIDs)) {
      palette?.addItem({ command, category: trans.__('Promote') });
    }
    const notify = (): void => {
      app.commands.notifyCommandChanged();
      // Toolbars take no notice of a change that names no command.
      app.commands.notifyCommandChanged(CommandIDs.promoteCell);
    };
    tracker.activeCellChanged.connect(notify);
    models.changed.connect(notify);
  }
};

const functions: JupyterFrontEndPlugin<void> = {
  id: 'jupyterlab-promote:functions',
  description: 'Lists the functions of the project that the notebook belongs to.',
  autoStart: true,
  requires: [IPromote, INotebookTracker, IDocumentManager],
  optional: [ILayoutRestorer],
  activate: (
    app: JupyterFrontEnd,
    promote: IPromote,
    tracker: INotebookTracker,
    documents: IDocumentManager,
    restorer: ILayoutRestorer | null
  ): void => {
    const panel = new FunctionsPanel(promote, {
      open: ({ root }, { path }, line) =>
        void openAt(documents, PathExt.join(root, path), line),
      insert: (project, module, definition) =>
        insertCall(tracker, project.package, module.name, definition)
    });
    app.shell.add(panel, 'left', { rank: 400, type: 'Promoted Functions' });
    restorer?.add(panel, panel.id);
    app.serviceManager.events.stream.connect((_, event) => {
      if (event.schema_id === EVENT) {
        panel.refresh();
      }
    });
  }
};

const hint: JupyterFrontEndPlugin<void> = {
  id: 'jupyterlab-promote:hint',
  description: 'Says in the status bar when a notebook has become confusing.',
  autoStart: true,
  requires: [IPromote, INotebookTracker],
  optional: [IStatusBar], // Notebook 7 has none
  activate: (
    app: JupyterFrontEnd,
    promote: IPromote,
    tracker: INotebookTracker,
    statusBar: IStatusBar | null
  ): void => {
    if (statusBar === null) {
      return;
    }
    const { models, trans } = promote;
    const model = new HintModel(tracker, models);
    const open = (): void => void app.commands.execute(CommandIDs.open);
    statusBar.registerStatusItem(`${NAMESPACE}:hint`, {
      item: new Hint(model, trans, open),
      align: 'right',
      rank: 900
    });
  }
};

export default [shared, refactor, functions, hint];
