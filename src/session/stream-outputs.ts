import { isDeepStrictEqual } from 'node:util';
import type { Config } from '../config/schema.ts';
import type { Engine } from '../engine/engine.ts';
import type { Environment } from '../engine/environment.ts';
import { EngineError } from '../engine/errors.ts';
import type { Output } from '../engine/pipeline/output.ts';
import { streamCaptionOutput } from '../engine/stream-captions/cea608/stream-caption-output.ts';
import type { StreamSink } from '../engine/stream-captions/stream-sink.ts';
import { targetFor } from '../engine/stream-captions/wanted-text.ts';
import { captionAddress } from '../engine/stream-captions/youtube/caption-address.ts';
import { youTubeCaptionOutput } from '../engine/stream-captions/youtube/youtube-caption-output.ts';
import { isWanted } from '../protocol/spoken-language.ts';

/** What of the configuration captions of a stream depend on. */
type StreamConfig = Pick<Config, 'obs' | 'youtube' | 'translation' | 'recognizer' | 'audio'>;

interface StreamOutputTools {
  /** The stream of OBS. */
  readonly sink: StreamSink;
  readonly environment: Environment;
}

/** An output that is wanted, and all that it was made of. */
interface WantedOutput {
  readonly settings: readonly unknown[];
  readonly open: () => Output;
}

interface OpenOutput {
  readonly settings: readonly unknown[];
  readonly output: Output;
  /** Ends it in the present engine. */
  readonly end: () => Promise<void>;
}

/** The captions that viewers can switch on: outputs that come and go with the settings while an engine runs. */
export class StreamOutputs {
  readonly #tools: StreamOutputTools;
  #open: readonly OpenOutput[] = [];

  constructor(tools: StreamOutputTools) {
    this.#tools = tools;
  }

  /** Gives all outputs to another engine, whose turn it is from now on. */
  move(engine: Pick<Engine, 'addOutput'>): void {
    this.#open = this.#open.map((open) => ({ ...open, end: engine.addOutput(open.output) }));
  }

  /** Goes on by other settings: what stays the same is not touched. @throws EngineError as `checkStreamCaptions` does. */
  async configure(config: StreamConfig, engine: Pick<Engine, 'addOutput'>): Promise<void> {
    const wanted = wantedOutputs(config, this.#tools);
    const stays = ({ settings }: OpenOutput): boolean =>
      wanted.some((other) => isDeepStrictEqual(other.settings, settings));
    const [kept, gone] = [this.#open.filter(stays), this.#open.filter((open) => !stays(open))];
    this.#open = kept;
    await Promise.all(gone.map(({ end }) => end()));
    const added = wanted.filter(({ settings }) => !kept.some((open) => isDeepStrictEqual(open.settings, settings)));
    for (const { settings, open } of added) {
      const output = open();
      this.#open = [...this.#open, { settings, output, end: engine.addOutput(output) }];
    }
  }
}

/**
 * Throws an `EngineError` `config-invalid` where captions of a stream are wanted in a language that nothing is said in, or
 * the address for them is missing. Asks nobody.
 */
export function checkStreamCaptions(config: StreamConfig, environment: Environment): void {
  checkLanguage('obs.streamCaptions', config.obs.streamCaptions, config);
  checkLanguage('youtube.captions', config.youtube.captions, config);
  if (config.youtube.captions !== undefined) captionAddress(config.youtube, environment);
}

function checkLanguage(name: string, language: string | undefined, config: StreamConfig): void {
  const { translation, recognizer, audio } = config;
  if (language === undefined || targetFor(language, translation.targets) !== undefined) return;
  const spoken = [recognizer.language, ...audio.inputs.map((input) => input.language ?? recognizer.language)];
  if (spoken.some((one) => isWanted(one, language))) return;
  const message = `The setting ${name} wants captions in "${language}", which is neither spoken nor translated into.`;
  throw new EngineError('config-invalid', message, { hint: `Add --translate ${language}, or name another language.` });
}

function wantedOutputs(config: StreamConfig, { sink, environment }: StreamOutputTools): readonly WantedOutput[] {
  const { targets } = config.translation;
  const inStream = config.obs.streamCaptions;
  const byYouTube = config.youtube.captions;
  const outputs: WantedOutput[] = [];
  if (inStream !== undefined) {
    const open = (): Output => streamCaptionOutput(sink, { language: inStream, targets });
    outputs.push({ settings: ['obs', inStream, targets], open });
  }
  if (byYouTube !== undefined) {
    const address = captionAddress(config.youtube, environment);
    const open = (): Output => youTubeCaptionOutput({ address, language: byYouTube, targets });
    outputs.push({ settings: ['youtube', byYouTube, targets, config.youtube.urlVariable], open });
  }
  return outputs;
}
