import { z } from 'zod';

/** Where a recogniser takes no more of real time than this, captions keep up while a game shares the computer. */
export const FITTING_SHARE = 0.5;

const share = z.number().min(0);

/** How fast one speech model is by one recogniser on one processor of this computer. */
export const measureSchema = z.object({
  /** Name of the recogniser, such as `transcribe-cpp`. */
  recognizer: z.string(),
  /** What runs the model, and where, as its host tells it. */
  library: z.string(),
  device: z.string(),
  /** The streaming step: so much new sound is heard at once while somebody talks, in milliseconds. */
  stepMs: z.number().positive(),
  /** From the start of the process until the model can listen, in milliseconds. */
  loadMs: z.number().min(0),
  /** From the first sound to the first text, in milliseconds; absent where nothing was understood. */
  firstTextMs: z.number().min(0).optional(),
  /** What a step takes on average, as a share of the step. */
  stepShare: share,
  /** What the finals took, as a share of the length of their sound. */
  finalShare: share,
  /** The most memory that the process has held, in bytes, that of a GPU left out. */
  peakBytes: z.number().min(0),
  /** By primary language subtag: the share of the words of the demo clip that were wrong. */
  wordErrors: z.record(z.string(), share),
});

export type Measure = z.infer<typeof measureSchema>;

/** How much of real time the recogniser takes: by whichever of steps and finals takes more. */
export function realTimeShare({ stepShare, finalShare }: Pick<Measure, 'stepShare' | 'finalShare'>): number {
  return Math.max(stepShare, finalShare);
}

/** Whether captions keep up. */
export function isFitting(measure: Pick<Measure, 'stepShare' | 'finalShare'>): boolean {
  return realTimeShare(measure) < FITTING_SHARE;
}
