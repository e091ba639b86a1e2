interface SourceJobs<Job> {
  readonly jobs: Job[];
  /** Work done for the source, in milliseconds; set forward where it comes back after a rest. */
  served: number;
}

/**
 * Jobs of several sources that take turns: next is the source that was served least, by the time that its jobs took. So
 * long jobs of one source do not starve short ones of another, and nobody saves up turns by asking for nothing. Jobs of
 * one source keep their order.
 */
export class TurnQueue<Job extends { readonly sourceId: string }> {
  readonly #sources = new Map<string, SourceJobs<Job>>();
  /** What the source that was taken last had been served by then: a source that begins to wait starts from there. */
  #turn = 0;

  /** All jobs that wait, those of each source in order. */
  get jobs(): readonly Job[] {
    return [...this.#sources.values()].flatMap(({ jobs }) => jobs);
  }

  /** Adds a job behind those of its source. */
  add(job: Job): void {
    this.#waitingSource(job.sourceId).jobs.push(job);
  }

  /** Puts a job back before those of its source. */
  putBack(job: Job): void {
    this.#waitingSource(job.sourceId).jobs.unshift(job);
  }

  /** Takes the next job out. @param mayTake passes over jobs that cannot be done now. */
  take(mayTake: (job: Job) => boolean): Job | undefined {
    let next: { source: SourceJobs<Job>; job: Job } | undefined;
    for (const source of this.#sources.values()) {
      const job = source.jobs.find(mayTake);
      if (job && (!next || source.served < next.source.served)) next = { source, job };
    }
    if (!next) return undefined;
    next.source.jobs.splice(next.source.jobs.indexOf(next.job), 1);
    this.#turn = Math.max(this.#turn, next.source.served);
    this.#forgetOthers(next.job.sourceId);
    return next.job;
  }

  /** A job of the source was worked on for so many milliseconds. */
  charge(sourceId: string, workMs: number): void {
    this.#source(sourceId).served += workMs;
  }

  /** Takes out all jobs that fit. */
  remove(matches: (job: Job) => boolean): Job[] {
    return [...this.#sources.values()].flatMap(({ jobs }) => {
      const removed = jobs.filter(matches);
      for (const job of removed) jobs.splice(jobs.indexOf(job), 1);
      return removed;
    });
  }

  #source(sourceId: string): SourceJobs<Job> {
    const source = this.#sources.get(sourceId) ?? { jobs: [], served: this.#turn };
    this.#sources.set(sourceId, source);
    return source;
  }

  #waitingSource(sourceId: string): SourceJobs<Job> {
    const source = this.#source(sourceId);
    if (source.jobs.length === 0) source.served = Math.max(source.served, this.#turn);
    return source;
  }

  /** Sources come and go; one that waits for nothing and has no more than the present turn starts like a new one. */
  #forgetOthers(takenId: string): void {
    for (const [id, { jobs, served }] of this.#sources) {
      if (id !== takenId && jobs.length === 0 && served <= this.#turn) this.#sources.delete(id);
    }
  }
}
