import { AUDIO_INPUT_KINDS, LONGEST_SPEAKER_NAME } from '../../../protocol/audio-contract.ts';
import { readStored, writeStored } from '../../shared/page-storage.ts';
import type { SoundInputChoice } from './sound-input.ts';

/** What the speaker has chosen. */
export interface MicrophoneChoice extends SoundInputChoice {
  readonly name: string;
  /** BCP-47 tag, or empty where the engine decides. */
  readonly language: string;
}

const CHOICE_KEY = 'overlingo-microphone';

const DEFAULT_CHOICE: MicrophoneChoice = { kind: 'microphone', deviceId: '', cleaned: false, name: '', language: '' };

/** What was chosen last time in this browser. What the address says wins: a streamer can prepare it for a guest. */
export function recallChoice(query: URLSearchParams): MicrophoneChoice {
  const stored = parseObject(readStored('localStorage', CHOICE_KEY));
  const text = (name: keyof MicrophoneChoice): string => {
    const value = query.get(name) ?? stored[name];
    return typeof value === 'string' ? value : '';
  };
  return {
    ...DEFAULT_CHOICE,
    kind: AUDIO_INPUT_KINDS.find((kind) => kind === text('kind')) ?? DEFAULT_CHOICE.kind,
    deviceId: text('deviceId'),
    cleaned: stored['cleaned'] === true,
    name: text('name').slice(0, LONGEST_SPEAKER_NAME),
    language: text('language'),
  };
}

export function rememberChoice(choice: MicrophoneChoice): void {
  writeStored('localStorage', CHOICE_KEY, JSON.stringify(choice));
}

/** A random id, by which the engine knows the page again after an interruption. */
export function newSessionId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

function parseObject(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
  } catch {
    return {};
  }
}
