import type { Promotion } from './promotion';

/** Something that was done in a notebook: a promotion, or the notebook's move (null). */
export interface Deed {
  readonly promotion: Promotion | null;
  takeBack(): Promise<void>;
}

/** What was done in this visit and can be taken back, oldest first. */
export class History {
  /** Does the task once all that was begun before is done: two deeds at once would meet in the file. */
  inTurn<T>(task: () => Promise<T>): Promise<T> {
    const turn = this.#last.then(task);
    this.#last = turn.catch(() => undefined);
    return turn;
  }

  add(deed: Deed): void {
    this.#deeds = [...this.#deeds, deed];
  }

  holds(promotion: Promotion): boolean {
    return this.#deeds.some(deed => deed.promotion === promotion);
  }

  /** Takes back the last deed, or a promotion and the moves since; false where there is none. */
  async undo(promotion?: Promotion): Promise<boolean> {
    const deeds = promotion ? this.since(promotion) : this.#deeds.slice(-1);
    for (const deed of deeds.reverse()) {
      await deed.takeBack();
      this.#deeds = this.#deeds.filter(one => one !== deed);
    }
    return deeds.length > 0;
  }

  private since(promotion: Promotion): Deed[] {
    const at = this.#deeds.findIndex(deed => deed.promotion === promotion);
    const since = at < 0 ? [] : this.#deeds.slice(at);
    return since.filter(
      deed => deed.promotion === null || deed.promotion === promotion
    );
  }

  #deeds: readonly Deed[] = [];
  #last: Promise<unknown> = Promise.resolve();
}
