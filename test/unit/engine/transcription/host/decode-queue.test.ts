import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DecodeQueue, type DecodeKind } from '../../../../../src/engine/transcription/host/decode-queue.ts';

interface Job {
  readonly sourceId: string;
  readonly kind: DecodeKind;
  readonly arrivesAtMs: number;
  readonly workMs: number;
}

/** A decode as one host did it, with what else waited when it began. */
interface Done extends Job {
  readonly beganAtMs: number;
  readonly waiting: readonly Job[];
}

/** One host that decodes whatever the queue gives, in virtual time, until nothing waits. */
function decodeAll(jobs: readonly Job[]): Done[] {
  const queue = new DecodeQueue<Job>();
  const arriving = jobs.toSorted((a, b) => a.arrivesAtMs - b.arrivesAtMs);
  const done: Done[] = [];
  let nowMs = 0;
  while (done.length < jobs.length) {
    while ((arriving[0]?.arrivesAtMs ?? Infinity) <= nowMs) queue.add(arriving.shift() as Job);
    const job = queue.take(() => true);
    if (!job) {
      nowMs = arriving[0]?.arrivesAtMs ?? Infinity;
      continue;
    }
    done.push({ ...job, beganAtMs: nowMs, waiting: queue.jobs });
    nowMs += job.workMs;
    while ((arriving[0]?.arrivesAtMs ?? Infinity) <= nowMs) queue.add(arriving.shift() as Job);
    queue.charge(job, job.workMs);
  }
  return done;
}

const SOURCES = ['a', 'b', 'c', 'd', 'e'];
const URGENCY: readonly DecodeKind[] = ['final', 'translation', 'partial'];
const urgency = ({ kind }: Job): number => URGENCY.indexOf(kind);

const arrivals = fc.integer({ min: 2, max: SOURCES.length }).chain((count) =>
  fc.array(
    fc.record({
      sourceId: fc.constantFrom(...SOURCES.slice(0, count)),
      kind: fc.constantFrom(...URGENCY),
      arrivesAtMs: fc.nat(5000),
      workMs: fc.integer({ min: 1, max: 900 }),
    }),
    { maxLength: 80 },
  ),
);

/** The longest decode, in milliseconds. */
function longest(jobs: readonly Job[]): number {
  return Math.max(0, ...jobs.map(({ workMs }) => workMs));
}

describe('DecodeQueue', () => {
  it('begins nothing while something more urgent waits', () => {
    fc.assert(
      fc.property(arrivals, (jobs) => {
        for (const job of decodeAll(jobs)) {
          for (const other of job.waiting) expect(urgency(job)).toBeLessThanOrEqual(urgency(other));
        }
      }),
    );
  });

  it('gives every decode out once, those of a kind and source in order', () => {
    fc.assert(
      fc.property(arrivals, (jobs) => {
        const done = decodeAll(jobs);
        for (const kind of URGENCY) {
          for (const sourceId of SOURCES) {
            const own = (job: Job): boolean => job.kind === kind && job.sourceId === sourceId;
            const asked = jobs.filter(own).toSorted((a, b) => a.arrivesAtMs - b.arrivesAtMs);
            expect(done.filter(own).map(({ workMs }) => workMs)).toEqual(asked.map(({ workMs }) => workMs));
          }
        }
      }),
    );
  });

  it('serves sources that all have work for equally long, to within one longest decode', () => {
    const workMs = fc.array(fc.integer({ min: 1, max: 900 }), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(fc.array(workMs, { minLength: 2, maxLength: 5 }), fc.constantFrom(...URGENCY), (sources, kind) => {
        const jobs = sources.flatMap((durations, index) =>
          durations.map((ms) => ({ sourceId: SOURCES[index] ?? '', kind, arrivesAtMs: 0, workMs: ms })),
        );
        const served = new Map(sources.map((_, index) => [SOURCES[index] ?? '', 0]));
        for (const job of decodeAll(jobs)) {
          const left = new Set([job, ...job.waiting].map(({ sourceId }) => sourceId));
          if (left.size < sources.length) break;
          expect(Math.max(...served.values()) - Math.min(...served.values())).toBeLessThanOrEqual(longest(jobs));
          served.set(job.sourceId, (served.get(job.sourceId) ?? 0) + job.workMs);
        }
      }),
    );
  });

  it('lets a source that comes back wait no longer than one decode of each other source', () => {
    fc.assert(
      fc.property(arrivals, fc.nat(5000), (others, arrivesAtMs) => {
        const partials = others.map((job) => ({ ...job, kind: 'partial' as const }));
        const late: Job = { sourceId: 'late', kind: 'partial', arrivesAtMs, workMs: 1 };
        const done = decodeAll([...partials, late]);
        const turn = done.find(({ sourceId }) => sourceId === 'late');
        const before = done.filter((job) => job.beganAtMs >= arrivesAtMs && job.beganAtMs < (turn?.beganAtMs ?? 0));
        const sources = before.map(({ sourceId }) => sourceId);
        expect(new Set(sources).size).toBe(sources.length);
      }),
    );
  });

  it('saves up no turns for a source that was silent', () => {
    const busy = Array.from({ length: 20 }, (_, index) => index * 100);
    const job = (sourceId: string, arrivesAtMs: number): Job => ({
      sourceId,
      kind: 'partial',
      arrivesAtMs,
      workMs: 100,
    });
    const talks = busy.map((atMs) => job('talks', atMs));
    const returns = Array.from({ length: 10 }, () => job('returns', 1000));
    const turns = decodeAll([...talks, ...returns]).filter(({ beganAtMs }) => beganAtMs > 1000 && beganAtMs <= 2000);
    expect(turns.filter(({ sourceId }) => sourceId === 'talks')).toHaveLength(5);
  });

  it('passes over what may not begin, and takes out what is not wanted', () => {
    const queue = new DecodeQueue<Job>();
    const [first, second] = ['a', 'b'].map(
      (sourceId) => ({ sourceId, kind: 'final', arrivesAtMs: 0, workMs: 1 }) as const,
    );
    if (!first || !second) throw new Error('two jobs are needed');
    queue.add(first);
    queue.add(second);
    expect(queue.take(({ sourceId }) => sourceId === 'b')).toBe(second);
    queue.putBack(second);
    expect(queue.remove(({ sourceId }) => sourceId === 'a')).toEqual([first]);
    expect(queue.jobs).toEqual([second]);
  });
});
