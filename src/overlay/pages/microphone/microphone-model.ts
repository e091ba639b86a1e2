import { computed, signal } from '@preact/signals';
import type { AudioLink } from './audio-socket.ts';
import { pageProblem, type CaptureProblem } from './capture-problem.ts';
import type { LevelProblem } from './level-watch.ts';
import { recallChoice, type MicrophoneChoice } from './page-memory.ts';

/** `setup`: nothing is captured. `asking`: whether the engine would listen. `starting`: the browser asks for permission. `live`: sound is captured. */
type Phase = 'setup' | 'asking' | 'starting' | 'live';

/** One microphone of this device. */
interface Microphone {
  readonly id: string;
  readonly label: string;
}

export const phase = signal<Phase>('setup');
export const choice = signal<MicrophoneChoice>(recallChoice(new URLSearchParams(location.search)));
/** Empty until the browser tells their names, which it does once a microphone was allowed. */
export const microphones = signal<readonly Microphone[]>([]);
export const problem = signal<CaptureProblem | undefined>(pageProblem(isSecureContext, location.origin));
export const link = signal<AudioLink>({ state: 'connecting' });
export const muted = signal(false);
/** True while the browser has stopped the sound, or the microphone is unplugged. */
export const paused = signal<'browser' | 'unplugged' | undefined>(undefined);
/** Loudest sample of the newest frame, 0 to 1. */
export const peak = signal(0);
export const levelProblem = signal<LevelProblem>(undefined);
/** What is listened to, in the browser's words. */
export const inputLabel = signal('');
/** How much sound did not get through, in milliseconds. */
export const droppedMs = signal(0);
/** How much sound waits for the connection, in milliseconds. */
export const waitingMs = signal(0);

/** Absent on a page that is neither https nor on this PC. */
export const { mediaDevices } = navigator as { readonly mediaDevices?: MediaDevices };

/** Phones cannot share what they play. */
export const canShareSound = mediaDevices !== undefined && 'getDisplayMedia' in mediaDevices;

interface LiveSentence {
  readonly tone: 'good' | 'waiting' | 'bad';
  readonly text: string;
}

/** The one thing that the speaker should know now. */
export const liveSentence = computed<LiveSentence>(() => {
  const { value } = link;
  if (value.state === 'refused') return { tone: 'bad', text: value.refusal.message };
  if (paused.value === 'unplugged') return { tone: 'bad', text: 'The microphone is gone. Plug it in again.' };
  if (paused.value === 'browser') return { tone: 'bad', text: 'The browser has paused the sound. Tap to go on.' };
  if (value.state === 'connecting') return { tone: 'waiting', text: 'Connecting to Overlingo …' };
  if (value.state === 'lost') {
    return {
      tone: 'bad',
      text: `Connection lost. Is Overlingo running? The newest ${seconds(waitingMs.value)} of sound are kept.`,
    };
  }
  if (muted.value) return { tone: 'waiting', text: 'You are muted' };
  if (levelProblem.value === 'no-sound') {
    return { tone: 'waiting', text: 'No sound at all arrives. Is the microphone muted by a switch?' };
  }
  if (levelProblem.value === 'too-loud')
    return { tone: 'waiting', text: 'Too loud: turn the microphone down a little.' };
  return { tone: 'good', text: 'Overlingo hears you' };
});

export function choose(change: Partial<MicrophoneChoice>): void {
  choice.value = { ...choice.value, ...change };
}

/** A time for people, such as `1.2 s`. */
export function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}
