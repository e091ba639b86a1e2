import {
  AUDIO_INPUT_KINDS,
  LONGEST_SPEAKER_NAME,
  WIRE_FRAME_SAMPLES,
  type AudioHello,
} from '../../protocol/audio-contract.ts';
import { cleanLine } from '../../protocol/clean-text.ts';
import { canonicalTag } from '../../protocol/language/parse-language.ts';

const SESSION_ID = /^[\w-]{16,64}$/;

const FULL_SCALE = 32_768;

/**
 * The hello in what a page sent, with a clean name, or undefined where it is none. Its version is not looked at, beyond
 * that there is one.
 */
export function parseHello(value: unknown): AudioHello | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { protocol, session, name, language, kind } = value as Partial<Record<keyof AudioHello, unknown>>;
  const knownKind = AUDIO_INPUT_KINDS.find((known) => known === kind);
  if (typeof protocol !== 'number' || knownKind === undefined) return undefined;
  if (typeof session !== 'string' || !SESSION_ID.test(session)) return undefined;
  if (typeof name !== 'string' || name.length > LONGEST_SPEAKER_NAME) return undefined;
  const hello = { protocol, session, kind: knownKind, name: cleanLine(name).trim() };
  if (language === undefined) return hello;
  return typeof language === 'string' && canonicalTag(language) !== undefined ? { ...hello, language } : undefined;
}

/** The samples of a frame, or undefined where what a page sent is no frame. */
export function parseSamples(value: unknown): Float32Array | undefined {
  if (!Buffer.isBuffer(value) || value.length !== WIRE_FRAME_SAMPLES * 2) return undefined;
  const samples = new Float32Array(WIRE_FRAME_SAMPLES);
  for (let index = 0; index < samples.length; index += 1) samples[index] = value.readInt16LE(index * 2) / FULL_SCALE;
  return samples;
}

/** True for the number of a frame. */
export function isFrameNumber(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}
