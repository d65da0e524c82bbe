/** Numbered requests: only the last one asked counts, and the ones before it are cut off. */
export class Latest {
  #controller = new AbortController();

  /** The task's value, or null when another one was started meanwhile. Its failures likewise. */
  async run<T>(task: (signal: AbortSignal) => Promise<T>): Promise<T | null> {
    this.cancel();
    const { signal } = this.#controller;
    try {
      const value = await task(signal);
      return signal.aborted ? null : value;
    } catch (reason) {
      if (signal.aborted) {
        return null;
      }
      throw reason;
    }
  }

  /** Drops the reply that is awaited. */
  cancel(): void {
    this.#controller.abort();
    this.#controller = new AbortController();
  }
}
