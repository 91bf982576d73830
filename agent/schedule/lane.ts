/** One thing at a time for one codec: its questions queue behind each other. */
export class Lane {
  #last: Promise<void> = Promise.resolve();

  /** Runs `job` when the jobs before it have ended. `job` must not reject. */
  queue(job: () => Promise<void>): void {
    this.#last = this.#last.then(job);
  }

  /** Settles when everything queued so far has ended. */
  idle(): Promise<void> {
    return this.#last;
  }
}
