import type { IDocument } from './document';
import type { KernelFacts, Server, Target } from './tokens';
import type { Plan, PlanRequest, ProposalsResponse } from './wire';

/** What a plan is asked for: decisions, or a selection. */
export type Wish = Pick<PlanRequest, 'decisions' | 'selection'>;

/** Asks the server about one notebook: as it stands, for its target, with what its kernel knows. */
export class Asking {
  constructor(
    readonly document: IDocument,
    readonly server: Server
  ) {}

  /** Where the package shall be made. */
  target: Target = { into: null, package: null };

  /** What could leave the notebook; asks the kernel first. */
  async proposals(signal: AbortSignal): Promise<ProposalsResponse> {
    return this.server.proposals(await this.about(), signal);
  }

  /** What the wish would change; asks the kernel first. */
  async freshPlan(wish: Wish): Promise<Plan> {
    return this.server.plan({ ...(await this.about()), ...wish });
  }

  async plan(wish: Wish, signal: AbortSignal): Promise<Plan> {
    return this.server.plan(this.request(wish), signal);
  }

  request(wish: Wish): PlanRequest {
    const { path } = this.document;
    const notebook = this.document.content();
    return { path, notebook, ...this.target, ...this.#facts, ...wish };
  }

  private async about(): Promise<PlanRequest> {
    this.#facts = await this.document.facts();
    return this.request({});
  }

  #facts: KernelFacts = { types: {}, python: null };
}
