import assert from 'node:assert/strict';
import { SAMPLE_RATE } from '../engine/audio/audio-frame.ts';
import type { Recognizer } from '../engine/transcription/recognizer.ts';
import { wordErrors, wordsOf } from '../engine/transcription/text/word-errors.ts';
import { primarySubtag } from '../protocol/language/parse-language.ts';
import { contractOf, type Contract } from './contract.ts';
import { listenTo, mostListeners, type Listener } from './listener.ts';
import { streamingRules } from './streaming-rules.ts';

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
  const { detectsLanguage = false, translation, clips } = options;
  return contractOf({
    open,
    close: (recognizer) => recognizer.close(),
    cases: {
      ...rules(options),
      ...streamingRules(clips),
      ...(detectsLanguage ? languageRule(options) : {}),
      ...(translation ? translationRule(translation) : {}),
    },
  });
}

type Rules = Record<string, (recognizer: Recognizer) => Promise<void> | void>;

function rules({ clips, wordErrorLimit }: RecognizerContractOptions): Rules {
  const [first] = clips;
  return {
    'tells what it is and what it can do': (recognizer) => {
      const { library, device, model, capabilities, warnings, streaming } = recognizer.info;
      for (const text of [library, device, model, ...warnings]) assert.notEqual(text.trim(), '');
      assert.ok(capabilities.languages === 'any' || capabilities.languages.length > 0, 'It knows no language.');
      assert.doesNotThrow(() => structuredClone(recognizer.info));
      assert.equal('openStream' in recognizer, streaming !== undefined, 'It does not tell whether it streams.');
      if (!streaming) return;
      assert.ok(streaming.openStreams >= 1, 'No stream can be open.');
      assert.ok(streaming.lookAheadMs >= 0 && Number.isFinite(streaming.lookAheadMs), 'It looks ahead for no length.');
    },

    'writes what was said, in sessions that are open at the same time': async (recognizer) => {
      let [wrong, all] = [0, 0];
      for (const together of groupsOf(clips, mostListeners(recognizer))) {
        const listeners = together.map((clip) => ({ clip, listener: listenTo(recognizer, clip) }));
        await hearAlternately(listeners);
        for (const { clip, listener } of listeners) {
          const heard = await listener.finish();
          assert.equal(primarySubtag(heard.language), clip.language);
          assert.equal(heard.endedByLength, false);
          wrong += wordErrors(clip.text, heard.text);
          all += wordsOf(clip.text).length;
          listener.close();
        }
      }
      assert.ok(wrong / all <= wordErrorLimit, `${wrong} of ${all} words are wrong.`);
    },

    'hears a part of what was said, and then all of it': async (recognizer) => {
      const listener = listenTo(recognizer, first);
      const half = Math.round(first.samples.length / 2);
      await listener.push(first.samples.slice(0, half));
      const partial = await listener.hear();
      await listener.push(first.samples.slice(half));
      const whole = await listener.finish();
      assert.ok(wordsOf(partial.text).length < wordsOf(whole.text).length, 'Half of it has as many words.');
      assert.equal(whole.text, whole.text.trim());
      listener.close();
    },

    'decodes a part of what was pushed, where it does not stream': async (recognizer) => {
      if (!('open' in recognizer)) return;
      const session = recognizer.open({ language: first.language, prompt: '' });
      session.push(first.samples);
      const sampleCount = Math.round(first.samples.length / 2);
      const partial = await session.decode({ task: 'transcribe', final: false, sampleCount });
      const about = { task: 'transcribe', final: true, sampleCount: first.samples.length } as const;
      const whole = await session.decode(about);
      assert.ok(wordsOf(partial.text).length < wordsOf(whole.text).length, 'Half of it has as many words.');
      session.close();
    },

    'gives an empty text for no sound and for a sound that is too short': async (recognizer) => {
      const silent = listenTo(recognizer, first);
      assert.equal((await silent.hear()).text, '');
      assert.equal((await silent.finish()).text, '');
      silent.close();
      const short = listenTo(recognizer, first);
      await short.push(new Float32Array(SAMPLE_RATE / 20));
      assert.equal((await short.finish()).text, '');
      short.close();
    },

    'can be closed in any state of a session, and more than once': async (recognizer) => {
      const untouched = listenTo(recognizer, first);
      untouched.close();
      const listener = listenTo(recognizer, first);
      await listener.push(first.samples.slice(0, SAMPLE_RATE));
      listener.close();
      assert.doesNotThrow(() => listener.close());
      const finished = listenTo(recognizer, first);
      await finished.finish();
      finished.close();
    },
  };
}

function languageRule({ clips: [first, second] }: RecognizerContractOptions): Rules {
  const candidates = [first.language, second.language];
  return {
    'tells which of the wanted languages is spoken, whatever was spoken before': async (recognizer) => {
      for (const [{ samples, language }, former] of [
        [first, second],
        [second, first],
      ] as const) {
        const listener = listenTo(recognizer, { language: 'auto', candidates, formerLanguage: former.language });
        await listener.push(samples);
        assert.equal((await listener.finish()).language, language);
        listener.close();
      }
    },
  };
}

function translationRule(clip: NonNullable<RecognizerContractOptions['translation']>): Rules {
  return {
    'writes English for another language where it says that it can': async (recognizer) => {
      if (!recognizer.info.capabilities.translatesToEnglish) return;
      assert.ok('open' in recognizer, 'A recogniser that streams cannot be asked for English.');
      const session = recognizer.open({ language: clip.language, prompt: '' });
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
async function hearAlternately(
  listeners: readonly { readonly clip: SpokenClip; readonly listener: Listener }[],
): Promise<void> {
  const frame = 512;
  const longest = Math.max(...listeners.map(({ clip }) => clip.samples.length));
  for (let start = 0; start < longest; start += frame) {
    for (const { clip, listener } of listeners) {
      const part = clip.samples.slice(start, start + frame);
      if (part.length > 0) await listener.push(part);
    }
  }
}

function groupsOf<T>(all: readonly T[], size: number): readonly (readonly T[])[] {
  return all.length === 0 ? [] : [all.slice(0, size), ...groupsOf(all.slice(size), size)];
}
