/** Where pages of this PC get the sound of the clip that a demo plays. */
export const CLIP_PATH = '/demo/clip.wav';

/** `starting`: the models are being loaded. `stopped`: by somebody, before its end. */
export type ClipState = 'starting' | 'playing' | 'ended' | 'stopped';

/** The clip of a demo, as the engine hears it. */
export interface ClipStatus {
  readonly state: ClipState;
  /** How much of it has been heard, in milliseconds, when this was sent. */
  readonly positionMs: number;
  readonly durationMs: number;
  /** BCP-47 tag of what is spoken. */
  readonly language: string;
  /** True where pages may play it again and stop it. */
  readonly controls: boolean;
}

/** `play`: from its beginning, whatever plays now. */
export type ClipAction = 'play' | 'stop';

export function isClipAction(value: unknown): value is ClipAction {
  return value === 'play' || value === 'stop';
}
