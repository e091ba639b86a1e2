import { processorName } from '../default-threads.ts';
import { primarySubtag } from '../../../protocol/language/parse-language.ts';
import { SAMPLE_RATE, msToSamples, samplesToMs } from '../../audio/audio-frame.ts';
import { loadNative, requireModelFiles } from '../model-files.ts';
import type { SessionOptions } from '../recognizer.ts';
import type { StreamingRecognizer } from '../streaming-recognizer.ts';
import { pathsOf } from '../sherpa-files.ts';
import type { SherpaStreamingConfig } from './definition.ts';
import { hotwordsOf, type Hotwords } from './hotwords.ts';
import { hasSmallLetters, modelName } from './model-facts.ts';
import { ONLINE_KINDS, promptLanguages } from './online-models.ts';
import { loadSherpaModule, type OnlineConfig, type OnlineRecognizer } from './sherpa-module.ts';
import { SherpaStream, type StreamModel } from './sherpa-stream.ts';
import { readTokenTable } from './token-table.ts';

/** A transducer tells a word a little after it was spoken. */
const EMISSION_DELAY_MS = 200;

/** Distance of the model's feature frames. */
const FRAME_MS = 10;

/** A stream is a few states of the model: as many as there are people to talk. */
const OPEN_STREAMS = 32;

/** Loads a model that streams. Throws `model-missing` or `model-damaged`. */
export async function loadSherpaStreaming(config: SherpaStreamingConfig): Promise<StreamingRecognizer> {
  const { files, threads, languages } = config;
  await requireModelFiles(pathsOf(files));
  const kind = ONLINE_KINDS.find(({ fits }) => fits(files));
  const { OnlineRecognizer } = loadSherpaModule();
  const tokens = await readTokenTable(files);
  const hotwords = kind?.hotwords ? hotwordsOf(files, tokens) : undefined;
  const load = (phrases: string): OnlineRecognizer =>
    new OnlineRecognizer({
      featConfig: { sampleRate: SAMPLE_RATE, featureDim: 80 },
      ...searchFor(phrases, hotwords),
      modelConfig: {
        ...kind?.config(files),
        tokens: files.tokens,
        numThreads: threads,
        provider: 'cpu',
        debug: 0,
        ...(phrases === '' ? {} : hotwords?.model),
      },
    });
  let phrases = '';
  let native = await loadNative(() => load(phrases));
  const flushSamples = (await loadNative(() => firstChunkSamples(native))) + msToSamples(EMISSION_DELAY_MS);
  const capitalsOnly = !hasSmallLetters(tokens);
  /** The library takes such words only where it loads a model. Streams that are open go on with theirs. */
  const nativeFor = (prompt: string): OnlineRecognizer => {
    const wanted = hotwords?.phrases(prompt) ?? '';
    if (wanted !== phrases) {
      native = load(wanted);
      phrases = wanted;
    }
    return native;
  };
  const told = promptLanguages(files) ?? [];
  return {
    info: {
      library: 'sherpa-onnx (streaming)',
      device: processorName(threads),
      model: modelName(files.encoder ?? files.model ?? files.tokens),
      capabilities: { partials: true, translatesToEnglish: false, prompt: hotwords !== undefined, languages },
      streaming: { openStreams: OPEN_STREAMS, lookAheadMs: Math.ceil(samplesToMs(flushSamples)) },
      warnings: [],
    },
    openStream: (options) => {
      const model: StreamModel = {
        native: nativeFor(options.prompt),
        searches: phrases !== '',
        flushSamples,
        capitalsOnly,
        language: spokenLanguage(options, languages),
        toldLanguage: toldLanguage(options, told),
      };
      return new SherpaStream(model);
    },
    close: () => Promise.resolve(),
  };
}

function searchFor(phrases: string, hotwords: Hotwords | undefined): Pick<OnlineConfig, 'decodingMethod'> {
  if (phrases === '' || !hotwords) return { decodingMethod: 'greedy_search' };
  return { decodingMethod: 'modified_beam_search', ...hotwords.search(phrases) };
}

/**
 * How many samples the model wants before it begins, which is also the most that it leaves unheard at the end: from
 * 0.5 s to 1.5 s, by the model. Decodes them too: files that do not belong together fail here and not while someone
 * speaks.
 */
function firstChunkSamples(native: OnlineRecognizer): number {
  const stream = native.createStream();
  const samples = new Float32Array(msToSamples(FRAME_MS));
  let fed = 0;
  while (!native.isReady(stream)) {
    stream.acceptWaveform({ samples, sampleRate: SAMPLE_RATE });
    fed += samples.length;
  }
  native.decode(stream);
  return fed;
}

/** The model does not tell the language: it is the one that was asked for, or the only one that the model knows. */
function spokenLanguage({ language }: SessionOptions, languages: 'any' | readonly string[]): string {
  if (language !== 'auto') return primarySubtag(language);
  const [only = 'und', ...others] = languages === 'any' ? [] : languages;
  return others.length === 0 ? only : 'und';
}

/** As the model calls it: `es-ES` where it has that and not `es`. */
function toldLanguage({ language }: SessionOptions, told: readonly string[]): string | undefined {
  if (language === 'auto') return undefined;
  const isSame = (one: string): boolean => primarySubtag(one) === primarySubtag(language);
  return told.find((one) => one.toLowerCase() === language.toLowerCase()) ?? told.find(isSame);
}
