import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { primarySubtag } from '../../src/protocol/language/parse-language.ts';
import { SAMPLE_RATE } from '../../src/engine/audio/audio-frame.ts';
import type { Hypothesis, Recognizer, RecognizerSession } from '../../src/engine/transcription/recognizer.ts';

const CLIPS = path.join(import.meta.dirname, '../fixtures/heldout');

/** A recorded sentence that no model was trained on. */
interface HeldOutClip {
  readonly id: string;
  readonly lang: string;
  readonly text: string;
  readonly english: string;
  readonly samples: Float32Array;
}

interface RecognizerContractOptions {
  /** Ids of the clips that are recognised; the first one also serves the other cases. At least two. */
  readonly clips: readonly string[];
  /** Greatest share of wrong words over all these clips, in [0, 1]. */
  readonly wordErrorLimit: number;
  /** True where it detects the language by itself. */
  readonly detectsLanguage?: boolean;
  /** Id of a clip in another language than English, for `translate-to-english`, and its own limit. */
  readonly translation?: { readonly clip: string; readonly wordErrorLimit: number };
}

/** What every recogniser promises to the pipeline. `makeRecognizer` is called once. */
export function describeRecognizer(
  name: string,
  makeRecognizer: () => Promise<Recognizer>,
  { clips, wordErrorLimit, detectsLanguage = false, translation }: RecognizerContractOptions,
): void {
  describe(`${name} keeps the contract of recognisers`, () => {
    let recognizer: Recognizer;
    beforeAll(async () => {
      recognizer = await makeRecognizer();
    });
    afterAll(() => recognizer.close());

    const open = (clip: HeldOutClip): RecognizerSession => recognizer.open({ language: clip.lang, prompt: '' });

    it('tells what it is and what it can do', () => {
      const { library, device, model, capabilities, warnings } = recognizer.info;
      for (const text of [library, device, model, ...warnings]) expect(text.trim()).not.toBe('');
      expect(capabilities.languages === 'any' || capabilities.languages.length > 0).toBe(true);
      expect(() => structuredClone(recognizer.info)).not.toThrow();
    });

    it('writes what was said, in sessions that are open at the same time', async () => {
      const heard = clips.map(heldOutClip);
      const sessions = heard.map(open);
      pushAlternately(
        sessions,
        heard.map(({ samples }) => samples),
      );
      const words = { wrong: 0, all: 0 };
      for (const [index, session] of sessions.entries()) {
        const clip = heard[index]!;
        const hypothesis = await decodeAll(session, clip.samples.length);
        expect(primarySubtag(hypothesis.language)).toBe(clip.lang);
        expect(hypothesis.endedByLength).toBe(false);
        words.wrong += wordErrors(hypothesis.text, clip.text);
        words.all += wordsOf(clip.text).length;
        session.close();
      }
      expect(words.wrong / words.all).toBeLessThanOrEqual(wordErrorLimit);
    });

    it('decodes a part of what was pushed, and then all of it', async () => {
      const clip = heldOutClip(clips[0]!);
      const session = open(clip);
      session.push(clip.samples);
      const half = Math.round(clip.samples.length / 2);
      const partial = await session.decode({ task: 'transcribe', final: false, sampleCount: half });
      const whole = await decodeAll(session, clip.samples.length);
      expect(wordsOf(partial.text).length).toBeLessThan(wordsOf(whole.text).length);
      expect(whole.text).toBe(whole.text.trim());
      session.close();
    });

    it.runIf(detectsLanguage)('tells which of the wanted languages is spoken, whatever was spoken before', async () => {
      const heard = clips.slice(0, 2).map(heldOutClip);
      const candidates = heard.map(({ lang }) => lang);
      for (const { lang, samples } of heard) {
        const session = recognizer.open({ language: 'auto', candidates, prompt: '' });
        session.push(samples);
        const formerLanguage = candidates.find((tag) => tag !== lang)!;
        const options = { task: 'transcribe', final: true, sampleCount: samples.length, formerLanguage } as const;
        expect((await session.decode(options)).language).toBe(lang);
        session.close();
      }
    });

    it('gives an empty text for no sound and for a sound that is too short', async () => {
      const session = recognizer.open({ language: clips[0]!.slice(0, 2), prompt: '' });
      expect((await decodeAll(session, 0)).text).toBe('');
      session.push(new Float32Array(SAMPLE_RATE / 20));
      expect((await decodeAll(session, SAMPLE_RATE / 20)).text).toBe('');
      session.close();
    });

    it('can be closed in any state of a session, and more than once', () => {
      const session = recognizer.open({ language: clips[0]!.slice(0, 2), prompt: '' });
      session.push(new Float32Array(SAMPLE_RATE));
      session.close();
      expect(() => session.close()).not.toThrow();
    });

    it.runIf(translation)('writes English for another language where it says that it can', async (context) => {
      if (!translation || !recognizer.info.capabilities.translatesToEnglish) return context.skip();
      const clip = heldOutClip(translation.clip);
      const session = open(clip);
      session.push(clip.samples);
      const { samples, english } = clip;
      const decode = { task: 'translate-to-english', final: true, sampleCount: samples.length } as const;
      const { text, language } = await session.decode(decode);
      expect(language).toBe('en');
      expect(wordErrors(text, english) / wordsOf(english).length).toBeLessThanOrEqual(translation.wordErrorLimit);
      session.close();
    });
  });
}

/** A clip of `test/fixtures/heldout` with its reference. */
export function heldOutClip(id: string): HeldOutClip {
  const lines = readFileSync(path.join(CLIPS, 'references.jsonl'), 'utf8').trim().split('\n');
  const clip = lines.map((line) => JSON.parse(line) as HeldOutClip & { file: string }).find((one) => one.id === id);
  if (!clip) throw new Error(`There is no clip ${id}.`);
  // The fixtures are 16-bit mono at 16 kHz behind a header of 44 bytes.
  const pcm = readFileSync(path.join(CLIPS, clip.file)).subarray(44);
  const samples = Float32Array.from({ length: pcm.length / 2 }, (_, index) => pcm.readInt16LE(index * 2) / 32_768);
  return { ...clip, samples };
}

/** How many words must be changed, added or removed to get from one text to the other. Case and punctuation do not count. */
function wordErrors(heard: string, said: string): number {
  const [from, to] = [wordsOf(heard), wordsOf(said)];
  let row = to.map((_, index) => index + 1);
  row.unshift(0);
  for (const [index, word] of from.entries()) {
    const next = [index + 1];
    for (const [column, other] of to.entries()) {
      const change = row[column]! + (word === other ? 0 : 1);
      next.push(Math.min(change, row[column + 1]! + 1, next[column]! + 1));
    }
    row = next;
  }
  return row.at(-1)!;
}

function wordsOf(text: string): readonly string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}']+/gu) ?? [];
}

function decodeAll(session: RecognizerSession, sampleCount: number): Promise<Hypothesis> {
  return session.decode({ task: 'transcribe', final: true, sampleCount });
}

/** Frames of all utterances in turn, as they arrive from several speakers. */
function pushAlternately(sessions: readonly RecognizerSession[], audio: readonly Float32Array[]): void {
  const frame = 512;
  const longest = Math.max(...audio.map(({ length }) => length));
  for (let start = 0; start < longest; start += frame) {
    for (const [index, session] of sessions.entries()) {
      const part = audio[index]!.slice(start, start + frame);
      if (part.length > 0) session.push(part);
    }
  }
}
