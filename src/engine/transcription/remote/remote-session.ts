import { msToSamples, samplesToMs } from '../../audio/audio-frame.ts';
import { DetectedLanguage } from '../detected-language.ts';
import { whisperLanguage } from '../languages.ts';
import type { DecodeOptions, Hypothesis, RecognizerSession, SessionOptions } from '../recognizer.ts';
import { SampleBuffer } from '../sample-buffer.ts';
import { readAnswer } from './answer.ts';
import { RemoteError, unreachable } from './remote-errors.ts';
import type { RemoteServer } from './remote-server.ts';
import { encodeWav } from './wav.ts';

/** Less holds no word, and servers refuse it. */
const SHORTEST_SPEECH_SAMPLES = msToSamples(100);

/** Shorter sounds are filled up with silence: Whisper was hardly trained on less. */
const SHORTEST_INPUT_SAMPLES = msToSamples(1000);

/** One utterance. Each decode sends all of it: the protocol has no state. */
export class RemoteSession implements RecognizerSession {
  readonly #server: RemoteServer;
  readonly #options: SessionOptions;
  readonly #language: DetectedLanguage;
  readonly #audio = new SampleBuffer();
  readonly #closing = new AbortController();

  constructor(server: RemoteServer, options: SessionOptions) {
    this.#server = server;
    this.#options = options;
    this.#language = new DetectedLanguage(options);
  }

  push(samples: Float32Array): void {
    this.#audio.push(samples);
  }

  async decode({ task, final, sampleCount, formerLanguage }: DecodeOptions, signal?: AbortSignal): Promise<Hypothesis> {
    const translates = task === 'translate-to-english';
    const heard = Math.min(sampleCount, this.#audio.length);
    const circumstances = { soundMs: samplesToMs(heard), former: formerLanguage };
    const asked = this.#language.ask(circumstances);
    const unheard = translates ? 'en' : asked === 'auto' ? 'und' : asked;
    if (heard < SHORTEST_SPEECH_SAMPLES) return { text: '', language: unheard, endedByLength: false };
    const either = signal ? AbortSignal.any([signal, this.#closing.signal]) : this.#closing.signal;
    const path = translates ? '/audio/translations' : '/audio/transcriptions';
    const request = async (language: string | undefined) =>
      readAnswer(this.#server.config, await this.#post(path, this.#form(heard, language), { final, signal: either }));
    const { text, language } = await request(translates ? undefined : asked);
    if (translates || asked !== 'auto') return { text, language: unheard, endedByLength: false };
    const again = language === undefined ? undefined : this.#language.take(language, circumstances);
    if (again === undefined) return { text, language: language ?? unheard, endedByLength: false };
    return { text: (await request(again)).text, language: again, endedByLength: false };
  }

  close(): void {
    this.#closing.abort(unreachable(this.#server.config, { reason: 'the utterance was given up' }));
  }

  /** @param language `undefined` where the task takes none. */
  #form(sampleCount: number, language: string | undefined): FormData {
    const wav = encodeWav(this.#audio.toArray(sampleCount, SHORTEST_INPUT_SAMPLES));
    const form = new FormData();
    form.set('file', new Blob([wav], { type: 'audio/wav' }), 'utterance.wav');
    form.set('model', this.#server.config.model);
    if (language !== undefined && language !== 'auto') form.set('language', whisperLanguage(language));
    if (this.#options.prompt !== '') form.set('prompt', this.#options.prompt);
    // Only the long form tells the language, and not every model offers it.
    form.set('response_format', language === 'auto' ? 'verbose_json' : 'json');
    form.set('temperature', '0');
    return form;
  }

  /** Asks for the short form where the server does not accept the long one. */
  async #post(path: string, form: FormData, options: { final: boolean; signal: AbortSignal }): Promise<unknown> {
    try {
      return await this.#server.post(path, form, options);
    } catch (error) {
      const tooLong = error instanceof RemoteError && error.status === 400 && form.get('response_format') !== 'json';
      if (!tooLong) throw error;
      form.set('response_format', 'json');
      return this.#server.post(path, form, options);
    }
  }
}
