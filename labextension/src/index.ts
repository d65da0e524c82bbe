import {
  ILayoutRestorer,
  JupyterFrontEnd,
  JupyterFrontEndPlugin
} from '@jupyterlab/application';
import { ICommandPalette, MainAreaWidget } from '@jupyterlab/apputils';
import { IEditorLanguageRegistry, IEditorThemeRegistry } from '@jupyterlab/codemirror';
import { PathExt } from '@jupyterlab/coreutils';
import { IDocumentManager } from '@jupyterlab/docmanager';
import { INotebookTracker } from '@jupyterlab/notebook';
import { ISettingRegistry } from '@jupyterlab/settingregistry';
import { IStatusBar } from '@jupyterlab/statusbar';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';

import { announceFailure, announcePromotion } from './announce';
import { jumpTo } from './cells';
import { ChangesView } from './changes';
import { createClient } from './client';
import { addCommands, Bench, promoteCells } from './commands';
import { createDesk, openAt } from './desk';
import { FunctionsPanel } from './functions';
import { Hint, HintModel } from './hint';
import { insertCall } from './insert';
import { lookOf } from './look';
import { Models } from './models';
import { RefactorPanel } from './panel';
import { CommandIDs, DEFAULTS, NAMESPACE, Preferences } from './tokens';

const PLUGIN_ID = 'jupyterlab-promote:plugin';
const EVENT = 'https://jupyter.org/jupyterlab_promote/promotion/v1';

const plugin: JupyterFrontEndPlugin<void> = {
  id: PLUGIN_ID,
  description: 'Turns notebook code into modules of a package.',
  autoStart: true,
  requires: [
    INotebookTracker,
    IDocumentManager,
    IEditorThemeRegistry,
    IEditorLanguageRegistry
  ],
  optional: [
    ISettingRegistry,
    ITranslator,
    ICommandPalette,
    ILayoutRestorer,
    IStatusBar
  ],
  activate
};

async function activate(
  app: JupyterFrontEnd,
  tracker: INotebookTracker,
  documents: IDocumentManager,
  themes: IEditorThemeRegistry,
  languages: IEditorLanguageRegistry,
  registry: ISettingRegistry | null,
  translator: ITranslator | null,
  palette: ICommandPalette | null,
  restorer: ILayoutRestorer | null,
  statusBar: IStatusBar | null
): Promise<void> {
  const trans = (translator ?? nullTranslator).load(NAMESPACE.replace('-', '_'));
  const server = createClient(app.serviceManager.serverSettings);
  const models = new Models(tracker, server, createDesk(app, documents));
  const look = await lookOf(themes, languages);
  const report = (reason: unknown): void => announceFailure(reason, trans);

  const bench: Bench = {
    tracker,
    models,
    trans,
    report,
    openPanel: () => app.shell.activateById(panel.id),
    openFunctions: () => app.shell.activateById(functions.id),
    openChanges: () => {
      if (models.current) {
        const content = new ChangesView(models.current, look, trans);
        app.shell.add(new MainAreaWidget({ content }), 'main', {
          mode: 'split-bottom'
        });
      }
    }
  };
  const panel = new RefactorPanel(
    models,
    {
      jump: cell => tracker.currentWidget && void jumpTo(tracker.currentWidget, cell),
      showChanges: bench.openChanges,
      report
    },
    look,
    trans
  );
  const functions = new FunctionsPanel(
    models,
    server,
    {
      open: (project, module, line) =>
        void openAt(documents, PathExt.join(project.root, module.path), line),
      insert: (project, module, definition) =>
        insertCall(tracker, project.package, module.name, definition),
      promote: (cells, module) => void promoteCells(bench, cells, module).catch(report)
    },
    trans
  );
  app.shell.add(panel, 'right', { rank: 400, type: 'Refactor' });
  app.shell.add(functions, 'left', { rank: 400, type: 'Promoted Functions' });
  restorer?.add(panel, panel.id);
  restorer?.add(functions, functions.id);

  addCommands(app.commands, bench);
  const refreshCommands = (): void => app.commands.notifyCommandChanged();
  tracker.activeCellChanged.connect(refreshCommands);
  models.changed.connect(refreshCommands);
  for (const command of Object.values(CommandIDs)) {
    palette?.addItem({ command, category: trans.__('Promote') });
  }
  models.promoted.connect((_, promotion) => {
    functions.refresh();
    announcePromotion(
      promotion,
      {
        undo: promotion => void models.current?.undo(promotion).catch(report),
        open: path => void documents.openOrReveal(path),
        move: null
      },
      trans
    );
  });
  app.serviceManager.events.stream.connect((_, event) => {
    if (event.schema_id === EVENT) {
      functions.refresh();
    }
  });
  const hint = new HintModel(tracker);
  statusBar?.registerStatusItem(`${NAMESPACE}:hint`, {
    item: new Hint(hint, trans, () => void app.commands.execute(CommandIDs.open)),
    align: 'right',
    rank: 900
  });

  const settings = await registry?.load(PLUGIN_ID);
  const apply = (): void => {
    models.preferences = {
      ...DEFAULTS,
      ...(settings?.composite as Partial<Preferences>)
    };
    hint.isOn = models.preferences.hint;
  };
  settings?.changed.connect(apply);
  apply();
}

export default plugin;
