import type { INotebookTracker, NotebookPanel } from '@jupyterlab/notebook';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { LabIcon } from '@jupyterlab/ui-components';
import type { CommandRegistry } from '@lumino/commands';
import { DisposableSet, IDisposable } from '@lumino/disposable';

import { selectedIds, selectionOf, spotOf } from './cells';
import { functionsIcon, promoteIcon } from './icons';
import type { Model } from './model';
import type { Models } from './models';
import { askName } from './prompt';
import { CommandIDs } from './tokens';
import type { Selection } from './wire';

/** The first line of a function or class at the top of a cell. */
const DEFINITION = /^(?:async +def|def|class) +([\p{L}_][\p{L}\p{N}_]*)/mu;

/** A command as data. */
interface Command {
  id: string;
  label: string;
  caption: string;
  icon?: LabIcon;
  isEnabled?(): boolean;
  isVisible?(): boolean;
  execute(): Promise<void> | void;
}

/** Where promotions of cells happen. */
export interface Site {
  tracker: INotebookTracker;
  models: Models;
  trans: TranslationBundle;
}

/** What the commands work on. */
export interface Bench extends Site {
  openPanel(): void;
  openFunctions(): void;
  openChanges(): void;
  report(reason: unknown): void;
}

/** Adds the commands to the registry; disposing takes them out. */
export function addCommands(registry: CommandRegistry, bench: Bench): IDisposable {
  return DisposableSet.from(
    commandsOf(bench).map(({ id, execute, ...options }) =>
      registry.addCommand(id, {
        ...options,
        execute: async () => {
          try {
            await execute();
          } catch (reason) {
            bench.report(reason);
          }
        },
        describedBy: { args: { type: 'object', properties: {} } }
      })
    )
  );
}

function commandsOf(bench: Bench): Command[] {
  const { trans, models } = bench;
  const hasNotebook = (): boolean => bench.tracker.currentWidget !== null;
  return [
    {
      id: CommandIDs.open,
      label: trans.__('Refactor Notebook'),
      caption: trans.__('See what of this notebook could become a module'),
      icon: promoteIcon,
      isEnabled: hasNotebook,
      execute: () => open(bench)
    },
    {
      id: CommandIDs.promoteCell,
      label: trans.__('Promote to Module'),
      caption: trans.__('Promote to module'),
      icon: promoteIcon,
      isEnabled: () => holdsDefinition(bench),
      isVisible: () => holdsDefinition(bench),
      execute: () => promoteSelected(bench)
    },
    {
      id: CommandIDs.extract,
      label: trans.__('Extract to Function…'),
      caption: trans.__('Make a function of the selected lines or cells'),
      isEnabled: () => isCode(bench.tracker.currentWidget),
      execute: () => extract(bench, null)
    },
    {
      id: CommandIDs.undo,
      label: trans.__('Undo Promotion'),
      caption: trans.__('Take back the last promotion: the notebook and the files'),
      isEnabled: hasNotebook,
      execute: () => models.current?.promoting.undo()
    },
    {
      id: CommandIDs.verify,
      label: trans.__('Verify the Promotion'),
      caption: trans.__('Run the notebook before and after, in copies, and compare'),
      isEnabled: () => (models.current?.reading.decisions() ?? []).length > 0,
      execute: () => verify(bench)
    },
    {
      id: CommandIDs.move,
      label: trans.__('Move Notebook to Exploration Folder…'),
      caption: trans.__(
        'Move the notebook out of the way; its relative paths keep working'
      ),
      isEnabled: () => hasNotebook() && models.preferences.explorationFolder !== '',
      execute: () => showMove(bench)
    },
    {
      id: CommandIDs.showChanges,
      label: trans.__('Show Changes of the Promotion'),
      caption: trans.__('Show all changes side by side'),
      isEnabled: hasNotebook,
      execute: () => bench.openChanges()
    },
    {
      id: CommandIDs.showFunctions,
      label: trans.__('Promoted Functions'),
      caption: trans.__('Show the functions of this project'),
      icon: functionsIcon,
      execute: () => bench.openFunctions()
    }
  ];
}

async function open(bench: Bench): Promise<void> {
  const reading = bench.models.current?.reading.analyse();
  bench.openPanel(); // by now it sees that the notebook is being read, and does not ask again
  await reading;
}

async function verify(bench: Bench): Promise<void> {
  const model = await openRead(bench);
  await model?.verify();
}

/** The panel shows what would change, and has the button that does it. */
async function showMove(bench: Bench): Promise<void> {
  const model = await openRead(bench);
  await model?.moving.plan();
}

/** Opens the panel; its notebook has been read once then, but is not read for that alone. */
async function openRead({ models, openPanel }: Bench): Promise<Model | null> {
  const model = models.current;
  const reading = model?.reading.isFresh ? model.reading.analyse() : undefined;
  openPanel(); // by now it sees that the notebook is being read, and does not ask again
  await reading;
  return model;
}

async function promoteSelected(bench: Bench): Promise<void> {
  const panel = bench.tracker.currentWidget;
  if (panel) {
    await promoteCells(bench, selectedIds(panel), null);
  }
}

/**
 * Promotes what the cells hold, at once. Where no proposal is about them, a lone definition goes
 * under its own name, and anything else is asked for a name.
 */
export async function promoteCells(
  bench: Site,
  cells: readonly string[],
  module: string | null
): Promise<void> {
  const { current } = bench.models;
  if (current === null || (await current.promoting.promoteCells(cells, module))) {
    return;
  }
  const lone = cells.length === 1 ? loneDefinition(bench, cells[0]) : null;
  await (lone
    ? current.promoting.extract({ ...lone, module })
    : extract(bench, module));
}

/** The selection of a cell that holds one function or class and nothing else. */
function loneDefinition({ tracker }: Site, cell: string): Selection | null {
  const cells = tracker.currentWidget?.model?.sharedModel.cells ?? [];
  const index = cells.findIndex(({ id }) => id === cell);
  const outer = (cells[index]?.getSource() ?? '')
    .split('\n')
    .filter(line => /^[^\s#@)\]}]/.test(line));
  const name = outer.length === 1 ? DEFINITION.exec(outer[0])?.[1] : undefined;
  return name ? { first_cell: index, last_cell: index, name } : null;
}

async function extract(bench: Site, module: string | null): Promise<void> {
  const panel = bench.tracker.currentWidget;
  const selection = panel && selectionOf(panel);
  if (!panel || !selection) {
    return;
  }
  const name = await askName(spotOf(panel), bench.trans);
  if (name !== null) {
    await bench.models.of(panel).promoting.extract({ ...selection, name, module });
  }
}

/** True for an active cell that defines something, or that a known proposal is about. */
function holdsDefinition({ tracker, models }: Site): boolean {
  const cell = tracker.activeCell?.model;
  if (!cell || cell.isDisposed || cell.type !== 'code') {
    return false;
  }
  return (
    DEFINITION.test(cell.sharedModel.getSource()) ||
    (models.current?.reading.proposesFor(cell.id) ?? false)
  );
}

function isCode(panel: NotebookPanel | null): boolean {
  return panel?.content.activeCell?.model.type === 'code';
}
