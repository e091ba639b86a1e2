import type { Controls } from './controls.ts';

/** Nobody remembers more of what they have done. */
const MOST_STEPS = 20;

/** The same thing changed again within this time is one step, in milliseconds: a slider tells every place that it passes. */
const SAME_STEP_MS = 1000;

/** One command that can be taken back. */
interface Step {
  /** What it did, such as `theme neon`. */
  readonly label: string;
  /** What it changed, such as `look size`. */
  readonly topic: string;
  readonly atMs: number;
  /** What it changed, as it was before. */
  readonly before: Partial<Controls>;
}

/** What can be taken back, the newest last. */
export type UndoStack = readonly Step[];

/** A change, to be taken back. */
interface Change extends Pick<Step, 'label' | 'topic' | 'atMs'> {
  readonly from: Controls;
  readonly to: Controls;
}

/** The stack with one more change; the oldest step goes where there are too many. The same where nothing has changed. */
export function withStep(stack: UndoStack, { from, to, ...step }: Change): UndoStack {
  const keys = (Object.keys(from) as (keyof Controls)[]).filter((key) => from[key] !== to[key]);
  if (keys.length === 0) return stack;
  const before: Partial<Controls> = Object.fromEntries(keys.map((key) => [key, from[key]]));
  const last = stack.at(-1);
  const goesOn = last?.topic === step.topic && step.atMs - last.atMs < SAME_STEP_MS;
  if (goesOn) return [...stack.slice(0, -1), { ...step, before: { ...before, ...last.before } }];
  return [...stack, { ...step, before }].slice(-MOST_STEPS);
}
