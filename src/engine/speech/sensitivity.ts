/** How readily sound is taken for speech: the one knob that a user has. */
export const SENSITIVITIES = ['low', 'normal', 'high'] as const;

export type Sensitivity = (typeof SENSITIVITIES)[number];

/** Speech begins above `enterProbability` and must last `onsetMs` to count. */
export interface SensitivityThresholds {
  readonly enterProbability: number;
  readonly onsetMs: number;
}

/** `low` is for noisy rooms, `high` for quiet voices. The model's exit threshold lies 0.15 below the entry. */
export const THRESHOLDS: Readonly<Record<Sensitivity, SensitivityThresholds>> = {
  low: { enterProbability: 0.7, onsetMs: 128 },
  normal: { enterProbability: 0.5, onsetMs: 64 },
  high: { enterProbability: 0.35, onsetMs: 64 },
};
