import type { IDisposable } from '@lumino/disposable';
import { Debouncer } from '@lumino/polling';
import { ISignal, Signal } from '@lumino/signaling';

import { decisionsOf, firstChoice, isSound } from './choices';
import type { IDocument } from './document';
import { Latest } from './latest';
import {
  promote,
  Promotion,
  Replanned,
  requireSame,
  takeBack,
  takeBackLast
} from './promotion';
import {
  Choice,
  Failure,
  KernelFacts,
  Preferences,
  Server,
  Shown,
  State,
  Target
} from './tokens';
import type { Plan, PlanRequest, Proposal, ProposalsResponse, Selection } from './wire';

/** How long edits of the notebook rest before it is read again. */
const REST = 1000;
/** How long choices rest before they are planned. */
const PAUSE = 150;

/** What the panel shows of one notebook, and what a person has chosen there. */
export class Model implements IDisposable {
  constructor(
    readonly document: IDocument,
    private readonly server: Server,
    private preferences: Preferences
  ) {
    document.changed.connect(this.onDocumentChanged, this);
  }

  /** Fires when `state` has another value. */
  get stateChanged(): ISignal<this, State> {
    return this.#stateChanged;
  }

  /** Fires when a promotion was done; the receiver may offer to take it back. */
  get promoted(): ISignal<this, Promotion> {
    return this.#promoted;
  }

  get state(): State {
    return this.#state;
  }

  /** True until the notebook was read for the first time. */
  get isFresh(): boolean {
    return this.#isFresh;
  }

  /** The last promotion, as long as it can be taken back. */
  get last(): Promotion | null {
    return this.#promotions.at(-1) ?? null;
  }

  /** True for a promotion that was made here and not taken back. */
  holds(promotion: Promotion): boolean {
    return this.#promotions.includes(promotion);
  }

  get isDisposed(): boolean {
    return this.#disposed;
  }

  dispose(): void {
    this.#disposed = true;
    this.#analysis.cancel();
    this.#planning.cancel();
    this.#restarts.dispose();
    this.#plans.dispose();
    this.document.changed.disconnect(this.onDocumentChanged, this);
    Signal.clearData(this);
  }

  /** Reads the notebook as it stands. */
  async analyse(): Promise<void> {
    this.#isFresh = false;
    if (!this.document.isPython) {
      this.show({ kind: 'idle', reason: 'not-python' });
      return;
    }
    this.show({ kind: 'analysing', shown: this.shown });
    await this.attempt(async () => {
      const reply = await this.#analysis.run(signal => this.ask(signal));
      if (reply !== null) {
        this.show({ kind: 'ready', shown: this.merge(reply) });
        await this.planAll();
      }
    });
  }

  /** Follows the notebook's edits only while somebody looks. */
  set watching(watching: boolean) {
    this.#watching = watching;
  }

  set settings(preferences: Preferences) {
    this.preferences = preferences;
  }

  /** Drops what is being waited for, and shows what was there before. */
  cancel(): void {
    this.#analysis.cancel();
    this.#planning.cancel();
    const { shown } = this;
    this.show(
      shown ? { kind: 'ready', shown } : { kind: 'failed', error: CANCELLED, shown }
    );
  }

  choose(id: string, change: Partial<Choice>): void {
    const choice = this.shown?.choices.get(id);
    if (this.shown && choice) {
      const choices = new Map(this.shown.choices).set(id, { ...choice, ...change });
      this.replan({ choices, plan: null, notice: '' });
    }
  }

  chooseAll(accepted: boolean): void {
    if (this.shown) {
      const choices = [...this.shown.choices].map(([id, choice]): [string, Choice] => [
        id,
        { ...choice, accepted }
      ]);
      this.replan({ choices: new Map(choices), plan: null, notice: '' });
    }
  }

  open(id: string | null): void {
    this.replan({ opened: id, preview: null });
  }

  /** Where the package shall be made. */
  async setTarget(target: Target): Promise<void> {
    this.#target = target;
    await this.analyse();
  }

  /** Applies what is accepted; `Replanned` is shown, not raised. */
  async promote(): Promise<void> {
    const plan = this.shown?.plan;
    if (this.shown && plan) {
      await this.apply(plan, { decisions: this.decisions(null) });
    }
  }

  /** True when a proposal that is known already is about the cell. */
  proposesFor(cell: string): boolean {
    return (
      this.shown?.response.proposals.some(({ cells }) => cells.includes(cell)) ?? false
    );
  }

  /** Promotes what the cells hold, at once; false when no proposal is about them. */
  async promoteCells(
    cells: readonly string[],
    module: string | null
  ): Promise<boolean> {
    await this.analyse();
    if (!this.shown) {
      return false;
    }
    const { proposals } = this.shown.response;
    const found = proposalsIn(proposals, new Set(cells));
    const choices = new Map(
      found.map(proposal => {
        const choice = firstChoice(proposal, this.preferences);
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
    const module =
      selection.module ??
      (this.preferences.groupByTopic ? null : this.preferences.defaultModule);
    await this.applyAtOnce({ selection: { ...selection, module } });
  }

  /** Takes back the last promotion, or the one given, on both sides. */
  async undo(promotion = this.last): Promise<void> {
    const { document, server } = this;
    if (promotion === null) {
      const undone = await takeBackLast(document, server);
      await document.settle(undone.project ?? '', undone.files);
    } else {
      const files = await takeBack(server, promotion);
      this.#promotions = this.#promotions.filter(one => one !== promotion);
      await document.settle(promotion.applied.project, files);
    }
    await this.analyse();
  }

  private async applyAtOnce(
    what: Pick<PlanRequest, 'decisions' | 'selection'>
  ): Promise<void> {
    this.#facts = await this.document.facts();
    const plan = await this.server.plan(this.request(what));
    if (plan.promoted.length === 0) {
      throw refusalOf(plan);
    }
    await this.apply(plan, what);
  }

  private async apply(
    plan: Plan,
    what: Pick<PlanRequest, 'decisions' | 'selection'>
  ): Promise<void> {
    const { shown, document, server, preferences } = this;
    if (shown) {
      this.show({ kind: 'applying', shown });
    }
    try {
      const request = this.request(what);
      const files = plan.files.map(({ path }) => path);
      await document.prepare(plan.root, files);
      if (preferences.verify) {
        await requireSame(document, server, plan, request);
      }
      const done = await promote(
        document,
        server,
        plan,
        request,
        preferences.keepOutputs
      );
      this.#promotions = [...this.#promotions, done];
      await document.makeImportable(done.applied, preferences.autoreload);
      await document.settle(done.applied.project, done.applied.files);
      this.#promoted.emit(done);
      await this.analyse();
    } catch (reason) {
      this.recover(reason, shown);
    }
  }

  private recover(reason: unknown, shown: Shown | null): void {
    if (shown && reason instanceof Replanned) {
      const { plan } = reason;
      this.show({
        kind: 'ready',
        shown: { ...shown, plan, preview: null, notice: 'replanned' }
      });
      return;
    }
    if (shown) {
      this.show({ kind: 'ready', shown });
    }
    throw reason;
  }

  private async ask(signal: AbortSignal): Promise<ProposalsResponse> {
    this.#facts = await this.document.facts();
    const { document, server } = this;
    return server.proposals(
      {
        path: document.path,
        notebook: document.content(),
        ...this.#target,
        ...this.#facts
      },
      signal
    );
  }

  private request(what: Pick<PlanRequest, 'decisions' | 'selection'>): PlanRequest {
    const { path } = this.document;
    const notebook = this.document.content();
    return { path, notebook, ...this.#target, ...this.#facts, ...what };
  }

  /** The reply, with the choices made before for proposals that are still there. */
  private merge(response: ProposalsResponse): Shown {
    const before = this.shown?.choices;
    const choices = response.proposals.map((proposal): [string, Choice] => [
      proposal.id,
      before?.get(proposal.id) ?? firstChoice(proposal, this.preferences)
    ]);
    const opened = this.shown?.opened ?? null;
    return {
      response,
      choices: new Map(choices),
      positions: new Map(this.document.ids().map((id, at) => [id, at])),
      opened: response.proposals.some(({ id }) => id === opened) ? opened : null,
      preview: null,
      plan: null,
      notice: ''
    };
  }

  private replan(change: Partial<Shown>): void {
    if (this.shown) {
      this.show({ kind: 'planning', shown: { ...this.shown, ...change } });
      void this.#plans.invoke();
    }
  }

  private async planAll(): Promise<void> {
    await this.attempt(async () => {
      const found = await this.#planning.run(signal => this.plansFor(signal));
      if (found !== null && this.shown) {
        this.show({ kind: 'ready', shown: { ...this.shown, ...found } });
      }
    });
  }

  private async plansFor(
    signal: AbortSignal
  ): Promise<Pick<Shown, 'plan' | 'preview'>> {
    const all = this.decisions(null);
    const opened = this.shown?.opened ?? null;
    const one = opened === null ? [] : this.decisions(opened);
    const plan = await this.planFor(all, signal);
    const same = JSON.stringify(all) === JSON.stringify(one);
    return { plan, preview: same ? plan : await this.planFor(one, signal) };
  }

  private async planFor(
    decisions: ReturnType<typeof decisionsOf>,
    signal: AbortSignal
  ): Promise<Plan | null> {
    return decisions.length === 0
      ? null
      : this.server.plan(this.request({ decisions }), signal);
  }

  private decisions(only: string | null): ReturnType<typeof decisionsOf> {
    const { response, choices } = this.shown as Shown;
    const sound = new Map([...choices].filter(([, choice]) => isSound(choice)));
    return decisionsOf(response.proposals, sound, only);
  }

  private get shown(): Shown | null {
    return this.#state.kind === 'idle' ? null : this.#state.shown;
  }

  private async attempt(task: () => Promise<void>): Promise<void> {
    try {
      await task();
    } catch (reason) {
      const error =
        reason instanceof Failure ? reason : new Failure('defect', String(reason));
      this.show({ kind: 'failed', error, shown: this.shown });
    }
  }

  private show(state: State): void {
    if (!this.#disposed) {
      this.#state = state;
      this.#stateChanged.emit(state);
    }
  }

  private onDocumentChanged(): void {
    if (this.#watching && this.#state.kind !== 'applying') {
      void this.#restarts.invoke();
    }
  }

  #state: State = { kind: 'analysing', shown: null };
  #target: Target = { into: null, package: null };
  #facts: KernelFacts = { types: {}, python: null };
  #promotions: readonly Promotion[] = [];
  #watching = false;
  #isFresh = true;
  #disposed = false;
  #analysis = new Latest();
  #planning = new Latest();
  #restarts = new Debouncer(() => this.analyse(), REST);
  #plans = new Debouncer(() => this.planAll(), PAUSE);
  #stateChanged = new Signal<this, State>(this);
  #promoted = new Signal<this, Promotion>(this);
}

const CANCELLED = new Failure('cancelled', 'Cancelled.');

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
