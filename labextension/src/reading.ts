import { Debouncer } from '@lumino/polling';

import type { Asking } from './asking';
import type { Board } from './board';
import { decisionsOf, firstChoice, isSound } from './choices';
import { Latest } from './latest';
import { CANCELLED, Choice, Preferences, Shown, Target } from './tokens';
import type { Decision, Plan, Proposal, ProposalsResponse } from './wire';

/** How long choices rest before they are planned. */
const PAUSE = 150;

/** Reads a notebook, and plans what a person has chosen there. */
export class Reading {
  constructor(
    private readonly asking: Asking,
    private readonly board: Board,
    private wanted: Preferences
  ) {}

  get preferences(): Preferences {
    return this.wanted;
  }

  /** What was read ahead, and nobody has seen yet, follows. */
  set preferences(preferences: Preferences) {
    this.wanted = preferences;
    const { shown } = this.board;
    if (this.#isFresh && shown) {
      this.board.amend({ choices: this.firstChoices(shown.response) });
    }
  }

  /** True until the notebook was read for the first time. */
  get isFresh(): boolean {
    return this.#isFresh;
  }

  /** Reads the notebook as it stands. */
  analyse(): Promise<void> {
    this.#underway = this.read();
    return this.#underway;
  }

  /** Reads the notebook again, where it is another one by now; cuts nothing off that is under way. */
  async follow(): Promise<void> {
    await this.#underway;
    if (this.asking.isNews) {
      await this.analyse();
    }
  }

  /** Reads a fresh notebook before anybody asks; who asks then hears what has failed. */
  ahead(): Promise<void> {
    if (this.#isFresh && this.preferences.readAhead) {
      this.#ahead = this.readAhead();
    }
    return this.#ahead;
  }

  /** Drops what is being waited for, and shows what was there before. */
  cancel(): void {
    this.drop();
    const { shown } = this.board;
    this.board.show(
      shown ? { kind: 'ready', shown } : { kind: 'failed', error: CANCELLED, shown }
    );
  }

  choose(id: string, change: Partial<Choice>): void {
    const { shown } = this.board;
    const choice = shown?.choices.get(id);
    if (shown && choice) {
      const choices = new Map(shown.choices).set(id, { ...choice, ...change });
      this.replan({ choices, plan: null, notice: '' });
    }
  }

  chooseAll(accepted: boolean): void {
    const choices = [...(this.board.shown?.choices ?? [])].map(
      ([id, choice]): [string, Choice] => [id, { ...choice, accepted }]
    );
    this.replan({ choices: new Map(choices), plan: null, notice: '' });
  }

  open(id: string | null): void {
    this.replan({ opened: id, preview: null });
  }

  /** Where the package shall be made. */
  async setTarget(target: Target): Promise<void> {
    this.asking.target = target;
    await this.analyse();
  }

  /** The decisions for all that is accepted, or for one proposal alone. */
  decisions(only: string | null = null): Decision[] {
    const { shown } = this.board;
    if (!shown) {
      return [];
    }
    const { response, choices } = shown;
    const sound = new Map([...choices].filter(([, choice]) => isSound(choice)));
    return decisionsOf(response.proposals, sound, only);
  }

  /** True when a proposal that is known already is about the cell. */
  proposesFor(cell: string): boolean {
    const proposals = this.board.shown?.response.proposals ?? [];
    return proposals.some(({ cells }) => cells.includes(cell));
  }

  dispose(): void {
    this.drop();
    this.#plans.dispose();
  }

  private async read(): Promise<void> {
    const { asking, board } = this;
    this.#isFresh = false;
    await asking.document.ready;
    if (!asking.document.isPython) {
      board.show({ kind: 'idle', reason: 'not-python' });
      return;
    }
    board.show({ kind: 'analysing', shown: board.shown });
    await board.attempt(async () => {
      const reply = await this.#analysis.run(async signal => {
        await this.#ahead; // the server knows the notebook then
        return asking.proposals(signal);
      });
      if (reply !== null) {
        board.show({ kind: 'ready', shown: this.merge(reply) });
        await this.planAll();
      }
    });
  }

  private async readAhead(): Promise<void> {
    const { asking, board } = this;
    await asking.document.ready;
    if (asking.document.isPython && asking.isNews) {
      const task = this.#aheads.run(signal => asking.proposals(signal));
      const reply = await task.catch(() => null);
      if (reply !== null) {
        board.show({ kind: 'analysing', shown: this.merge(reply) });
      }
    }
  }

  private drop(): void {
    this.#aheads.cancel();
    this.#analysis.cancel();
    this.#planning.cancel();
  }

  /** The reply, with the choices made before for proposals that are still there. */
  private merge(response: ProposalsResponse): Shown {
    const { shown } = this.board;
    const choices = [...this.firstChoices(response)].map(
      ([id, first]): [string, Choice] => [id, shown?.choices.get(id) ?? first]
    );
    return {
      response,
      choices: new Map(choices),
      positions: new Map(this.asking.document.ids().map((id, at) => [id, at])),
      opened: shown && successor(shown, response.proposals),
      preview: null,
      plan: null,
      notice: shown?.notice ?? '',
      trial: null,
      move: shown?.move ?? null
    };
  }

  private firstChoices({ proposals }: ProposalsResponse): Map<string, Choice> {
    return new Map(
      proposals.map(proposal => [proposal.id, firstChoice(proposal, this.wanted)])
    );
  }

  private replan(change: Partial<Shown>): void {
    const { shown } = this.board;
    if (shown) {
      this.#planning.cancel(); // what is on its way is not what was chosen
      this.board.show({ kind: 'planning', shown: { ...shown, ...change } });
      void this.#plans.invoke();
    }
  }

  private async planAll(): Promise<void> {
    await this.board.attempt(async () => {
      const found = await this.#planning.run(signal => this.plansFor(signal));
      const { shown } = this.board;
      if (found !== null && shown) {
        this.board.show({ kind: 'ready', shown: { ...shown, ...found } });
      }
    });
  }

  private async plansFor(
    signal: AbortSignal
  ): Promise<Pick<Shown, 'plan' | 'preview'>> {
    const all = this.decisions();
    const opened = this.board.shown?.opened ?? null;
    const one = opened === null ? [] : this.decisions(opened);
    const plan = await this.planFor(all, signal);
    const same = JSON.stringify(all) === JSON.stringify(one);
    return { plan, preview: same ? plan : await this.planFor(one, signal) };
  }

  private async planFor(
    decisions: Decision[],
    signal: AbortSignal
  ): Promise<Plan | null> {
    return decisions.length === 0 ? null : this.asking.plan({ decisions }, signal);
  }

  #isFresh = true;
  #underway = Promise.resolve();
  #ahead = Promise.resolve();
  #aheads = new Latest();
  #analysis = new Latest();
  #planning = new Latest();
  #plans = new Debouncer(() => this.planAll(), PAUSE);
}

/** The proposal that is open, or the one that took its place when its cell was edited. */
function successor(shown: Shown, proposals: readonly Proposal[]): string | null {
  const before = shown.response.proposals.find(({ id }) => id === shown.opened);
  const place = (one: Proposal | undefined): string =>
    JSON.stringify([one?.rule, one?.questions.name, one?.cells]);
  const next =
    proposals.find(({ id }) => id === shown.opened) ??
    proposals.find(one => place(one) === place(before));
  return next?.id ?? null;
}
