import type { IDocument } from './document';
import type { KernelFacts, Server, Target } from './tokens';
import type { Plan, PlanRequest, ProposalsResponse } from './wire';

/** What a plan is asked for: decisions, or a selection. */
export type Wish = Pick<PlanRequest, 'decisions' | 'selection'>;

/** So many milliseconds a list waits for the kernel; what comes later is read again. */
const GLANCE = 40;

/** So long waits what is written for good. */
export const PATIENCE = 300;

/** Asks the server about one notebook: as it stands, for its target, with what its kernel knows. */
export class Asking {
  constructor(
    readonly document: IDocument,
    readonly server: Server
  ) {}

  /** Where the package shall be made. */
  target: Target = { into: null, package: null };

  /** True where `proposals` would be asked for something else than the last time. */
  get isNews(): boolean {
    return this.subject(this.document.known) !== this.#asked;
  }

  /** What could leave the notebook; asks the kernel first. */
  async proposals(signal: AbortSignal): Promise<ProposalsResponse> {
    this.#asked = this.subject(this.document.known);
    const about = await this.about(GLANCE);
    this.#asked = this.subject(this.#facts);
    return this.server.proposals(about, signal);
  }

  /** What the wish would change; asks the kernel first. */
  async freshPlan(wish: Wish): Promise<Plan> {
    return this.server.plan({ ...(await this.about(PATIENCE)), ...wish });
  }

  async plan(wish: Wish, signal: AbortSignal): Promise<Plan> {
    return this.server.plan(this.request(wish), signal);
  }

  request(wish: Wish): PlanRequest {
    const { path } = this.document;
    const notebook = this.document.content();
    return { path, notebook, ...this.target, ...this.#facts, ...wish };
  }

  private async about(patience: number): Promise<PlanRequest> {
    this.#facts = await this.document.facts(patience);
    return this.request({});
  }

  private subject(facts: KernelFacts): string {
    return JSON.stringify([this.document.content().cells, facts]);
  }

  #asked = '';

  #facts: KernelFacts = { types: {}, python: null };
}
