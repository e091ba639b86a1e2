import { AUDIO_INPUT_KINDS, LONGEST_SPEAKER_NAME } from '../../protocol/audio-contract.ts';
import type { SoundInputChoice } from './sound-input.ts';

/** What the speaker has chosen. */
export interface MicrophoneChoice extends SoundInputChoice {
  readonly name: string;
  /** BCP-47 tag, or empty where the engine decides. */
  readonly language: string;
}

const CHOICE_KEY = 'overlingo-microphone';
const TOKEN_KEY = 'overlingo-microphone-token';

const DEFAULT_CHOICE: MicrophoneChoice = { kind: 'microphone', deviceId: '', cleaned: false, name: '', language: '' };

/** What was chosen last time in this browser. What the address says wins: a streamer can prepare it for a guest. */
export function recallChoice(query: URLSearchParams): MicrophoneChoice {
  const stored = parseObject(read('localStorage', CHOICE_KEY));
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
  write('localStorage', CHOICE_KEY, JSON.stringify(choice));
}

/** A random id, by which the engine knows the page again after an interruption. */
export function newSessionId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/**
 * The token in the address. It belongs behind the `#`, which browsers do not send; one in the query is moved there. A
 * reload without it uses the one from before.
 */
export function takeToken(): string | undefined {
  const query = new URLSearchParams(location.search);
  const fragment = new URLSearchParams(location.hash.slice(1));
  const token = fragment.get('token') ?? query.get('token') ?? read('sessionStorage', TOKEN_KEY);
  if (!token) return undefined;
  write('sessionStorage', TOKEN_KEY, token);
  if (query.has('token')) {
    query.delete('token');
    fragment.set('token', token);
    const rest = query.toString();
    history.replaceState(null, '', `${location.pathname}${rest === '' ? '' : `?${rest}`}#${fragment.toString()}`);
  }
  return token;
}

function parseObject(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
  } catch {
    return {};
  }
}

type StorageName = 'localStorage' | 'sessionStorage';

/** Storage may be forbidden, so that even its name throws: then nothing is remembered. */
function read(storage: StorageName, key: string): string {
  try {
    return window[storage].getItem(key) ?? '';
  } catch {
    return '';
  }
}

function write(storage: StorageName, key: string, value: string): void {
  try {
    window[storage].setItem(key, value);
  } catch {
    return;
  }
}
