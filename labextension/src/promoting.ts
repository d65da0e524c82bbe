import { ISignal, Signal } from '@lumino/signaling';

import type { Asking, Wish } from './asking';
import type { Board } from './board';
import { isUnreachable } from './client';
import { decisionsOf, firstChoice } from './choices';
import type { History } from './history';
import { promote, Promotion, Replanned, takeBack, takeBackLast } from './promotion';
import type { Reading } from './reading';
import { CANCELLED, Failure, Shown } from './tokens';
import type { Verifying } from './verifying';
import type { Plan, Proposal, Selection } from './wire';

/** Promotes from one notebook, and takes back what was promoted. */
export class Promoting {
  constructor(
    private readonly asking: Asking,
    private readonly board: Board,
    private readonly reading: Reading,
    private readonly verifying: Verifying,
    private readonly history: History
  ) {}

  /** Fires when a promotion was done; the receiver may offer to take it back. */
  get promoted(): ISignal<this, Promotion> {
    return this.#promoted;
  }

  /** True for a promotion that was made here and not taken back. */
  holds(promotion: Promotion): boolean {
    return this.history.holds(promotion);
  }

  /** Applies what is accepted; `Replanned` is shown, not raised. */
  async promote(): Promise<void> {
    const plan = this.board.shown?.plan;
    if (plan) {
      await this.apply(plan, { decisions: this.reading.decisions() });
    }
  }

  /** Promotes what the cells hold, at once; false when no proposal is about them. */
  async promoteCells(
    cells: readonly string[],
    module: string | null
  ): Promise<boolean> {
    await this.reading.analyse();
    const { shown } = this.board;
    if (!shown) {
      return false;
    }
    const { proposals } = shown.response;
    const found = proposalsIn(proposals, new Set(cells));
    const choices = new Map(
      found.map(proposal => {
        const choice = firstChoice(proposal, this.reading.preferences);
        return [
          proposal.id,
          { ...choice, accepted: true, module: module ?? choice.module }
        ];
      })
    );
    if (found.length > 0) {
      await this.applyAtOnce({ decisions: decisionsOf(proposals, choices) });
    }
    return found.length > 0;
  }

  /** Makes a function of what was selected, at once. */
  async extract(selection: Selection): Promise<void> {
    const { groupByTopic, defaultModule } = this.reading.preferences;
    const module = selection.module ?? (groupByTopic ? null : defaultModule);
    await this.applyAtOnce({ selection: { ...selection, module } });
  }

  /** Takes back what was done last, or the promotion given, on both sides. */
  async undo(promotion?: Promotion): Promise<void> {
    const { document, server } = this.asking;
    await this.history.inTurn(async () => {
      if (!(await this.history.undo(promotion))) {
        const undone = await takeBackLast(document, server);
        await document.settle(undone.project ?? '', undone.files);
      }
    });
    this.board.amend({ move: null });
    await this.reading.analyse();
  }

  dispose(): void {
    Signal.clearData(this);
  }

  private async applyAtOnce(wish: Wish): Promise<void> {
    const plan = await this.asking.freshPlan(wish);
    if (plan.promoted.length === 0) {
      throw refusalOf(plan);
    }
    await this.apply(plan, wish);
  }

  private async apply(plan: Plan, wish: Wish): Promise<void> {
    const { shown } = this.board;
    if (shown) {
      this.board.show({ kind: 'applying', shown: { ...shown, notice: '' } });
    }
    try {
      const carryOut = (): Promise<Promotion> => this.carryOut(plan, wish);
      this.#promoted.emit(await this.history.inTurn(carryOut));
      await this.reading.analyse();
    } catch (reason) {
      await this.recover(reason, shown);
    }
  }

  private async carryOut(plan: Plan, wish: Wish): Promise<Promotion> {
    const { document, server } = this.asking;
    const { preferences } = this.reading;
    const files = plan.files.map(({ path }) => path);
    await document.prepare(plan.root, files);
    if (preferences.verify) {
      await this.verifying.requireSame(plan, wish);
    }
    const request = this.asking.request(wish);
    const done = await promote(document, server, plan, request, preferences);
    this.history.add({
      promotion: done,
      takeBack: async () => {
        const files = await takeBack(server, done);
        await document.settle(done.applied.project, files);
      }
    });
    await document.settle(done.applied.project, done.applied.files);
    return done;
  }

  private async recover(reason: unknown, shown: Shown | null): Promise<void> {
    if (shown && reason instanceof Replanned) {
      const { plan } = reason;
      this.board.show({
        kind: 'ready',
        shown: { ...shown, plan, preview: null, notice: 'replanned' }
      });
      await this.reading.analyse(); // what was shown here may be older than the last edit
      return;
    }
    if (shown) {
      // Without a server JupyterLab cannot even load what it shows notifications with.
      const lost = reason instanceof Failure && isUnreachable(reason);
      this.board.show(
        lost ? { kind: 'failed', error: reason, shown } : { kind: 'ready', shown }
      );
    }
    if (reason !== CANCELLED) {
      throw reason;
    }
  }

  #promoted = new Signal<this, Promotion>(this);
}

/** The proposals that lie in the cells; where there are none, the best one that touches them. */
function proposalsIn(
  proposals: readonly Proposal[],
  cells: ReadonlySet<string>
): Proposal[] {
  const inside = proposals.filter(proposal =>
    proposal.cells.every(cell => cells.has(cell))
  );
  const touching = proposals.filter(proposal =>
    proposal.cells.some(cell => cells.has(cell))
  );
  return inside.length > 0 ? inside : touching.slice(0, 1);
}

function refusalOf(plan: Plan): Failure {
  const [refused] = plan.refused;
  return refused
    ? new Failure(refused.slug, refused.reason, refused.cells.join(' '))
    : new Failure('nothing-to-promote', 'There is nothing to promote here.');
}
