import type { Asking } from './asking';
import type { Board } from './board';
import type { History } from './history';
import type { Reading } from './reading';
import { relocate } from './relocation';
import type { Plan } from './wire';

/** Moves the notebook out of the way; its relative paths keep working, and its kernel goes on. */
export class Moving {
  constructor(
    private readonly asking: Asking,
    private readonly board: Board,
    private readonly reading: Reading,
    private readonly history: History
  ) {}

  /** Offers the move in the panel, where there is one to offer. */
  offer(): void {
    const { offered } = this;
    if (offered !== null) {
      this.board.amend({ move: offered });
    }
  }

  /** The folder that the notebook could move to; null where it lies there, or that was declined. */
  get offered(): string | null {
    const { folder } = this;
    const folders = this.asking.document.path.split('/').slice(0, -1);
    const isOffered = folder !== '' && !this.#isDeclined && !isInside(folders, folder);
    return isOffered ? folder : null;
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
      await this.history.inTurn(async () => {
        const { document, server } = this.asking;
        const takeBack = await relocate(document, server, plan);
        this.history.add({ promotion: null, takeBack });
      });
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

  #isDeclined = false;
}

function isInside(folders: readonly string[], folder: string): boolean {
  return `/${folders.join('/')}/`.includes(`/${folder}/`);
}

function isSame(plan: Plan, seen: Plan | string | null | undefined): boolean {
  return typeof seen === 'object' && seen?.plan === plan.plan;
}
