import type { Asking } from './asking';
import type { Board } from './board';
import type { History } from './history';
import type { Reading } from './reading';
import { Failure } from './tokens';
import type { Plan } from './wire';

/** Moves the notebook out of the way; its relative paths keep working, and its kernel goes on. */
export class Moving {
  constructor(
    private readonly asking: Asking,
    private readonly board: Board,
    private readonly reading: Reading,
    private readonly history: History
  ) {}

  /** Offers the move, unless the notebook lies there already or that was declined. */
  offer(): void {
    const { folder } = this;
    const folders = this.asking.document.path.split('/').slice(0, -1);
    if (folder !== '' && !this.#isDeclined && !isInside(folders, folder)) {
      this.board.amend({ move: folder });
    }
  }

  decline(): void {
    this.#isDeclined = true;
    this.board.amend({ move: null });
  }

  /** Shows what the move would change. */
  async plan(): Promise<void> {
    this.board.amend({ move: await this.planned() });
  }

  /** Moves as it was shown; where the plan is another one by now, that is shown. */
  async move(): Promise<void> {
    const { board } = this;
    const seen = board.shown?.move;
    const plan = await this.planned();
    if (!isSame(plan, seen)) {
      board.amend({ move: plan });
      return;
    }
    const { shown } = board;
    if (shown) {
      board.show({ kind: 'applying', shown: { ...shown, move: null } });
    }
    try {
      await this.carryOut(plan);
    } finally {
      await this.reading.analyse();
    }
  }

  private get folder(): string {
    return this.reading.preferences.explorationFolder.trim();
  }

  private async planned(): Promise<Plan> {
    const { document, server, target } = this.asking;
    const { path } = document;
    const notebook = document.content();
    return server.move({ path, notebook, ...target, folder: this.folder });
  }

  private async carryOut({ cells, moved_to: to = '' }: Plan): Promise<void> {
    const { document, server } = this.asking;
    const was = document.path;
    const step = document.edit(cells, { order: document.ids(), keepOutputs: true });
    let goBack: () => Promise<void>;
    try {
      goBack = await document.moveTo(to);
    } catch (reason) {
      step.revert();
      await document.settle('', []);
      throw reason;
    }
    await server.moved(was, to);
    this.history.add({
      promotion: null,
      takeBack: async () => {
        if (step.stale().length > 0) {
          throw new Failure('edited-since', 'The first cell was edited since.');
        }
        await goBack();
        step.revert();
        await document.settle('', []);
        await server.moved(to, was);
      }
    });
  }

  #isDeclined = false;
}

function isInside(folders: readonly string[], folder: string): boolean {
  return `/${folders.join('/')}/`.includes(`/${folder}/`);
}

function isSame(plan: Plan, seen: Plan | string | null | undefined): boolean {
  return typeof seen === 'object' && seen?.plan === plan.plan;
}
