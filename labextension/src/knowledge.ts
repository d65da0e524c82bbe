import type { Kernel } from '@jupyterlab/services';
import { ISignal, Signal } from '@lumino/signaling';

import { kernelFacts, NOTHING_KNOWN, within } from './kernel';
import type { KernelFacts } from './tokens';

/** What a notebook's kernel knows. Nobody waits for it: what it says too late is told when it comes. */
export class Knowledge {
  constructor(
    private readonly kernel: () => Kernel.IKernelConnection | null | undefined,
    private readonly ask = kernelFacts
  ) {}

  /** Fires when an answer has come too late, and is not what was given in its place. */
  get came(): ISignal<this, void> {
    return this.#came;
  }

  /** What the kernel said last. */
  get last(): KernelFacts {
    return this.#last;
  }

  /** What the kernel says within `patience` milliseconds; where it does not answer, what it said last. */
  async facts(patience: number): Promise<KernelFacts> {
    this.#asked ??= this.answer();
    this.#given = (await within(patience, this.#asked)) ?? this.#last;
    return this.#given;
  }

  private async answer(): Promise<KernelFacts> {
    this.#given = null;
    this.#last = await this.ask(this.kernel());
    this.#asked = null;
    if (this.#given && JSON.stringify(this.#given) !== JSON.stringify(this.#last)) {
      this.#came.emit();
    }
    return this.#last;
  }

  #asked: Promise<KernelFacts> | null = null;
  #last = NOTHING_KNOWN;
  /** What somebody was given before the answer came. */
  #given: KernelFacts | null = null;
  #came = new Signal<this, void>(this);
}
