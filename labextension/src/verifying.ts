import type { Asking, Wish } from './asking';
import type { Board } from './board';
import type { Reading } from './reading';
import { CANCELLED, Failure, Progress } from './tokens';
import type { Plan, Verdict, Verified } from './wire';

/** A notebook that fails, or is not the same twice, by itself is no objection. */
const PASSED: readonly Verdict[] = ['same', 'failed', 'unstable'];

/** Runs the notebook as it is and as it would become; nothing of the person's is touched. */
export class Verifying {
  constructor(
    private readonly asking: Asking,
    private readonly board: Board,
    private readonly reading: Reading
  ) {}

  /** Tries what the panel shows, and shows how the runs compare. */
  async verify(wish: Wish): Promise<void> {
    const { board } = this;
    const { shown } = board;
    const plan = shown?.plan;
    if (!shown || !plan) {
      return;
    }
    try {
      const verified = await this.hold(plan, wish);
      board.show({
        kind: 'ready',
        shown: { ...shown, trial: { plan: plan.plan, verified } }
      });
    } catch (reason) {
      board.show({ kind: 'ready', shown });
      if (reason !== CANCELLED) {
        throw reason;
      }
    }
  }

  /** Raises `Failure` where the notebook would no longer do the same. */
  async requireSame(plan: Plan, wish: Wish): Promise<void> {
    const { verdict, message, cells } = await this.hold(plan, wish);
    if (!PASSED.includes(verdict)) {
      throw new Failure('trial-failed', message, cells.join(' '));
    }
  }

  /** Ends the runs, and their kernels. */
  cancel(): void {
    this.#controller.abort();
  }

  private async hold(plan: Plan, wish: Wish): Promise<Verified> {
    const { asking, board } = this;
    const seconds = this.reading.preferences.verifyLimit * 60;
    this.#controller = new AbortController();
    const { shown } = board;
    let progress: Progress = {};
    const tell = (): void => {
      if (shown) {
        board.show({ kind: 'verifying', shown, progress });
      }
    };
    tell();
    return asking.server.verify(
      { ...asking.request(wish), plan: plan.plan, seconds },
      one => {
        progress = { ...progress, [one.run]: one };
        tell();
      },
      this.#controller.signal
    );
  }

  #controller = new AbortController();
}
