/** One translation by one model that somebody waits for. */
export interface Job<Request> {
  readonly request: Request;
  /** Finals go before partials. */
  readonly urgent: boolean;
  /** How many workers ended before they answered it. */
  losses: number;
  resolve(answer: string): void;
  reject(error: Error): void;
  /** True once nobody waits for it any more. */
  settled: boolean;
}

/** Jobs in the order in which they are to be done. An aborted job leaves at once. */
export class JobQueue<Request> {
  #waiting: Job<Request>[] = [];

  /** Adds a job. The promise rejects with the signal's reason when it aborts, whether the job waits or runs. */
  add(request: Request, urgent: boolean, signal: AbortSignal): Promise<string> {
    return new Promise((resolve, reject) => {
      if (signal.aborted) {
        reject(signal.reason as Error);
        return;
      }
      const settle = (act: () => void): void => {
        if (job.settled) return;
        job.settled = true;
        signal.removeEventListener('abort', onAbort);
        this.#waiting = this.#waiting.filter((other) => other !== job);
        act();
      };
      const job: Job<Request> = {
        request,
        urgent,
        losses: 0,
        settled: false,
        resolve: (answer) => settle(() => resolve(answer)),
        reject: (error) => settle(() => reject(error)),
      };
      const onAbort = (): void => job.reject(signal.reason as Error);
      signal.addEventListener('abort', onAbort, { once: true });
      const firstPartial = this.#waiting.findIndex((other) => !other.urgent);
      this.#waiting.splice(urgent && firstPartial !== -1 ? firstPartial : this.#waiting.length, 0, job);
    });
  }

  /** Takes the next job out. */
  shift(): Job<Request> | undefined {
    return this.#waiting.shift();
  }

  /** Puts a job back that was taken out, to be done next. */
  unshift(job: Job<Request>): void {
    this.#waiting.unshift(job);
  }

  /** The jobs that wait. */
  get waiting(): readonly Job<Request>[] {
    return [...this.#waiting];
  }
}
