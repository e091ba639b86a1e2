import assert from 'node:assert/strict';
import { SAMPLE_RATE } from '../engine/audio/audio-frame.ts';
import type { Hypothesis, Recognizer, RecognizerSession } from '../engine/transcription/recognizer.ts';
import { primarySubtag } from '../protocol/language/parse-language.ts';
import { contractOf, type Contract } from './contract.ts';
import { wordErrors, wordsOf } from '../engine/transcription/text/word-errors.ts';

/** A sentence that the recogniser must understand. */
export interface SpokenClip {
  /** Primary subtag of the spoken language. */
  readonly language: string;
  readonly text: string;
  /** Mono, 16 kHz, in [-1, 1]. */
  readonly samples: Float32Array;
}

/** What the contract demands of a recogniser besides the rules. */
export interface RecognizerContractOptions {
  /** What is recognised, at least two; the first one also serves the other cases. */
  readonly clips: readonly [SpokenClip, SpokenClip, ...SpokenClip[]];
  /** Greatest share of wrong words over all these clips, from 0. */
  readonly wordErrorLimit: number;
  /** True where it detects the language by itself: the first two clips are then in different ones. */
  readonly detectsLanguage?: boolean;
  /** A clip in another language than English, what it is in English, and its own limit. */
  readonly translation?: SpokenClip & { readonly english: string; readonly wordErrorLimit: number };
}

/** What every recogniser promises to the pipeline; see `Recognizer`. It is closed with the contract. */
export function recognizerContract(open: () => Promise<Recognizer>, options: RecognizerContractOptions): Contract {
  const { detectsLanguage = false, translation } = options;
  return contractOf({
    open,
    close: (recognizer) => recognizer.close(),
    cases: {
      ...rules(options),
      ...(detectsLanguage ? languageRule(options) : {}),
      ...(translation ? translationRule(translation) : {}),
    },
  });
}

type Rules = Record<string, (recognizer: Recognizer) => Promise<void> | void>;

const openFor = (recognizer: Recognizer, { language }: SpokenClip): RecognizerSession =>
  recognizer.open({ language, prompt: '' });

const decodeAll = (session: RecognizerSession, sampleCount: number): Promise<Hypothesis> =>
  session.decode({ task: 'transcribe', final: true, sampleCount });

function rules({ clips, wordErrorLimit }: RecognizerContractOptions): Rules {
  const [first] = clips;
  return {
    'tells what it is and what it can do': ({ info }) => {
      const { library, device, model, capabilities, warnings } = info;
      for (const text of [library, device, model, ...warnings]) assert.notEqual(text.trim(), '');
      assert.ok(capabilities.languages === 'any' || capabilities.languages.length > 0, 'It knows no language.');
      assert.doesNotThrow(() => structuredClone(info));
    },

    'writes what was said, in sessions that are open at the same time': async (recognizer) => {
      const sessions = clips.map((clip) => ({ clip, session: openFor(recognizer, clip) }));
      pushAlternately(sessions);
      let [wrong, all] = [0, 0];
      for (const { clip, session } of sessions) {
        const hypothesis = await decodeAll(session, clip.samples.length);
        assert.equal(primarySubtag(hypothesis.language), clip.language);
        assert.equal(hypothesis.endedByLength, false);
        wrong += wordErrors(clip.text, hypothesis.text);
        all += wordsOf(clip.text).length;
        session.close();
      }
      assert.ok(wrong / all <= wordErrorLimit, `${wrong} of ${all} words are wrong.`);
    },

    'decodes a part of what was pushed, and then all of it': async (recognizer) => {
      const session = openFor(recognizer, first);
      session.push(first.samples);
      const half = Math.round(first.samples.length / 2);
      const partial = await session.decode({ task: 'transcribe', final: false, sampleCount: half });
      const whole = await decodeAll(session, first.samples.length);
      assert.ok(wordsOf(partial.text).length < wordsOf(whole.text).length, 'Half of it has as many words.');
      assert.equal(whole.text, whole.text.trim());
      session.close();
    },

    'gives an empty text for no sound and for a sound that is too short': async (recognizer) => {
      const session = openFor(recognizer, first);
      assert.equal((await decodeAll(session, 0)).text, '');
      session.push(new Float32Array(SAMPLE_RATE / 20));
      assert.equal((await decodeAll(session, SAMPLE_RATE / 20)).text, '');
      session.close();
    },

    'can be closed in any state of a session, and more than once': (recognizer) => {
      const session = openFor(recognizer, first);
      session.push(new Float32Array(SAMPLE_RATE));
      session.close();
      assert.doesNotThrow(() => session.close());
    },
  };
}

function languageRule({ clips: [first, second] }: RecognizerContractOptions): Rules {
  const candidates = [first.language, second.language];
  return {
    'tells which of the wanted languages is spoken, whatever was spoken before': async (recognizer) => {
      for (const [{ language, samples }, former] of [
        [first, second],
        [second, first],
      ] as const) {
        const session = recognizer.open({ language: 'auto', candidates, prompt: '' });
        session.push(samples);
        const about = { task: 'transcribe', final: true, sampleCount: samples.length } as const;
        const hypothesis = await session.decode({ ...about, formerLanguage: former.language });
        assert.equal(hypothesis.language, language);
        session.close();
      }
    },
  };
}

function translationRule(clip: NonNullable<RecognizerContractOptions['translation']>): Rules {
  return {
    'writes English for another language where it says that it can': async (recognizer) => {
      if (!recognizer.info.capabilities.translatesToEnglish) return;
      const session = openFor(recognizer, clip);
      session.push(clip.samples);
      const about = { task: 'translate-to-english', final: true, sampleCount: clip.samples.length } as const;
      const { text, language } = await session.decode(about);
      assert.equal(language, 'en');
      const share = wordErrors(clip.english, text) / wordsOf(clip.english).length;
      assert.ok(share <= clip.wordErrorLimit, `${(share * 100).toFixed(0)} % of the words are wrong.`);
      session.close();
    },
  };
}

/** Frames of all utterances in turn, as they arrive from several speakers. */
function pushAlternately(
  sessions: readonly { readonly clip: SpokenClip; readonly session: RecognizerSession }[],
): void {
  const frame = 512;
  const longest = Math.max(...sessions.map(({ clip }) => clip.samples.length));
  for (let start = 0; start < longest; start += frame) {
    for (const { clip, session } of sessions) {
      const part = clip.samples.slice(start, start + frame);
      if (part.length > 0) session.push(part);
    }
  }
}
