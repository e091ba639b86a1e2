import { effect, signal } from '@preact/signals';
import { CLIP_PATH } from '../../../protocol/clip-contract.ts';
import { clip, connection } from './demo-model.ts';

/** `loading`: wanted, and still on its way. `failed`: the browser cannot play it. */
export type ClipSound = 'off' | 'loading' | 'on' | 'failed';

/** Whether this page lets the clip be heard. Browsers let no page make a sound before a click. */
export const sound = signal<ClipSound>('off');

let context: AudioContext | undefined;
let recording: AudioBuffer | undefined;
let playing: AudioBufferSourceNode | undefined;

/** How much of the clip the engine has heard by now, in milliseconds. */
export function clipPositionMs(nowMs: number): number {
  const { status, atMs } = clip.value ?? {};
  if (!status || atMs === undefined) return 0;
  const sinceMs = status.state === 'playing' ? nowMs - atMs : 0;
  return Math.min(status.durationMs, status.positionMs + sinceMs);
}

/** Lets the clip be heard from where the engine is. To be called from a click. */
export async function letHear(): Promise<void> {
  sound.value = 'loading';
  try {
    context ??= new AudioContext();
    await context.resume();
    recording ??= await load(context);
    // The visitor may have changed their mind meanwhile.
    if (isWanted()) sound.value = 'on';
  } catch {
    sound.value = 'failed';
  }
}

export function hush(): void {
  sound.value = 'off';
}

/** Keeps what is heard at the place at which the engine is: from each beginning to each end. */
export function followClip(): void {
  effect(() => {
    playing?.stop();
    playing = undefined;
    const isHeard = sound.value === 'on' && connection.value === 'connected';
    if (!isHeard || clip.value?.status.state !== 'playing' || !context || !recording) return;
    playing = context.createBufferSource();
    playing.buffer = recording;
    playing.connect(context.destination);
    playing.start(0, clipPositionMs(performance.now()) / 1000);
  });
}

function isWanted(): boolean {
  return sound.value === 'loading';
}

async function load(context: AudioContext): Promise<AudioBuffer> {
  const answer = await fetch(CLIP_PATH);
  if (!answer.ok) throw new Error(`The clip is not there: ${answer.status}`);
  return context.decodeAudioData(await answer.arrayBuffer());
}
