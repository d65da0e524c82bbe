import type { NotebookPanel } from '@jupyterlab/notebook';
import type { TranslationBundle } from '@jupyterlab/translation';

import { announcePromotion } from './announce';
import type { Models } from './models';
import { install, Promotion } from './promotion';
import { Failure, Server } from './tokens';

interface Means {
  models: Models;
  server: Server;
  trans: TranslationBundle;
  open(path: string): void;
  /** Shows in the panel what moving a notebook would change. */
  showMove(panel: NotebookPanel): void;
  /** Who has said yes to an installation once is not asked again. */
  remember(): Promise<void>;
  report(reason: unknown): void;
}

/** Says what was promoted, and offers what may follow. */
export function offerAfter(promotion: Promotion, means: Means): void {
  const { models, trans, open, remember, report } = means;
  const settle = (): Promise<void> => settled(promotion, means);
  if (models.preferences.install === 'always') {
    void settle().catch(report);
  }
  const asks = models.preferences.install === 'ask' && promotion.python !== null;
  announcePromotion(
    promotion,
    {
      undo: () => void undone(promotion, means).catch(report),
      open,
      install: asks ? () => void settle().then(remember).catch(report) : null,
      move: moveOf(promotion, means)
    },
    trans
  );
}

async function settled(promotion: Promotion, { models, server }: Means): Promise<void> {
  const panel = models.panelOf(promotion);
  const path = panel ? models.of(panel).document.path : promotion.path;
  await install(server, path, promotion);
}

async function undone(
  promotion: Promotion,
  { models, open, trans }: Means
): Promise<void> {
  if (!(await models.undo(promotion))) {
    open(promotion.path);
    throw new Failure('closed', trans.__('The notebook was closed: undo in it again.'));
  }
}

/** The panel has an offer of its own; who does not see it is offered the move here. */
function moveOf(promotion: Promotion, means: Means): (() => void) | null {
  const panel = means.models.panelOf(promotion);
  const model = panel && means.models.of(panel);
  return panel && model && !model.watching && model.moving.offered !== null
    ? () => means.showMove(panel)
    : null;
}
