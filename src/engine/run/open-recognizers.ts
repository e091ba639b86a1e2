import type { StatusNotice } from '../../protocol/status.ts';
import type { EngineConfig } from '../engine-config.ts';
import type { Environment } from '../environment.ts';
import type { Metrics } from '../pipeline/metrics.ts';
import { notice, noticeOf } from '../pipeline/notice.ts';
import type { StageContext } from '../pipeline/stage.ts';
import type { RuntimeFiles } from '../runtime-files.ts';
import { RecognizerPool, type PoolEvent } from '../transcription/host/recognizer-pool.ts';
import { FALLS_BEHIND } from '../transcription/slow-machine.ts';
import type { RecognizerCapabilities, RecognizerInfo } from '../transcription/recognizer.ts';
import type { RecognizerDefinition, SlowAdvice } from '../transcription/recognizer-definition.ts';
import type { TranslatorDefinition } from '../translation/translator-definition.ts';
import { checkRecognizerTranslates } from './check-languages.ts';
import { combinedCapabilities } from './combined-capabilities.ts';
import { planRecognizers } from './plan-recognizers.ts';
import { smallerModelHint } from './smaller-speech-model.ts';
import type { StatusBoard } from './status-board.ts';

export interface RecognizersOptions {
  readonly files: RuntimeFiles;
  /** Its signal ends the recognisers at once. */
  readonly context: StageContext;
  readonly status: StatusBoard;
  readonly metrics: Metrics;
  readonly notify: (notice: StatusNotice) => void;
  /** Holds the keys. */
  readonly environment: Environment;
  /** Recognisers that do not come with the program. */
  readonly added: readonly RecognizerDefinition[];
  /** The translators that are asked, some of which may need the recogniser. */
  readonly translators: readonly TranslatorDefinition[];
}

/** What listens for all sources that one speech model is for. */
export interface Recognizers {
  readonly pool: RecognizerPool;
  /** What the loaded recognisers are and can do. */
  readonly infos: readonly RecognizerInfo[];
  /** What the streamer must know of the model, once it is known who translates. */
  readonly notice: StatusNotice | undefined;
  /** For the streamer where its captions come later and later. */
  readonly fallsBehind: StatusNotice;
  /** What all of them can do. */
  readonly capabilities: RecognizerCapabilities;
}

/**
 * Loads the speech model, and keeps its state on the board.
 * @throws EngineError where it is of no use; the reason of the signal where that aborts meanwhile.
 */
export async function openRecognizers(config: EngineConfig, tools: RecognizersOptions): Promise<Recognizers> {
  const { files, context, status, added, translators } = tools;
  const { signal, clock, log } = context;
  const tell = (about: Notice): void => tools.notify(notice('transcription', about));
  status.set('transcription', 'starting', 'Loading the speech model.');
  const {
    definition,
    module,
    configs,
    variables,
    notice: known,
    reason,
  } = await planRecognizers(config.recognizer, { files, added, log });
  signal.throwIfAborted();
  const pool = new RecognizerPool({
    entry: files.recognizerHost,
    module,
    configs,
    variables: variables && pick(tools.environment, variables),
    clock,
    log,
    onEvent: (event) =>
      takePoolEvent(event, { ...tools, tell, slowAdvice: definition.slowAdvice, isLive: config.partials }),
  });
  signal.addEventListener('abort', () => pool.stop(), { once: true });
  const infos = await pool.start().catch((error: unknown) => {
    signal.throwIfAborted();
    throw error;
  });
  signal.throwIfAborted();
  for (const info of infos) checkRecognizerTranslates(translators, info);
  for (const { model, library, device, warnings } of infos.slice(0, 1)) {
    const why = reason === undefined ? '' : `; ${reason}`;
    status.set('transcription', 'working', `${model} by ${library} on ${device}${why}.`);
    for (const message of warnings) tell({ level: 'warning', code: 'recognizer-warning', message });
  }
  const capabilities = combinedCapabilities(infos);
  if (config.recognizer.prompt !== '' && !capabilities.prompt) {
    tell({
      level: 'warning',
      code: 'prompt-ignored',
      message: 'This speech model makes no use of the prompt.',
      hint: 'Leave it out, or choose a Whisper model.',
    });
  }
  const about = known && notice('transcription', { level: 'info', ...known });
  const fallsBehind = notice('transcription', {
    level: 'warning',
    code: 'recognizer-slow',
    message: FALLS_BEHIND,
    hint: await smallerModelHint(config.recognizer, files, definition.slowAdvice.hint),
  });
  return { pool, infos, notice: about, fallsBehind, capabilities };
}

function pick(environment: Environment, names: readonly string[]): Environment {
  return Object.fromEntries(
    names.flatMap((name) => (environment[name] === undefined ? [] : [[name, environment[name]]])),
  );
}

type Notice = Omit<StatusNotice, 'type' | 'stage'>;

interface PoolEventTools extends Pick<RecognizersOptions, 'status' | 'metrics' | 'notify'> {
  readonly tell: (notice: Notice) => void;
  readonly slowAdvice: SlowAdvice;
  readonly isLive: boolean;
}

function takePoolEvent(event: PoolEvent, { status, metrics, notify, tell, slowAdvice, isLive }: PoolEventTools): void {
  switch (event.type) {
    case 'too-slow':
      // A file waits for its recogniser.
      if (isLive) tell({ level: 'warning', code: 'recognizer-slow', ...slowAdvice });
      break;
    case 'long-step':
      tell({ level: 'info', code: 'partials-seldom', message: seldom(event), hint: slowAdvice.hint });
      break;
    case 'host-lost':
      metrics.count('recognizer-restarts');
      notify(noticeOf(event.error, { level: 'warning', stage: 'transcription' }));
      status.set('transcription', 'degraded', event.error.message);
      break;
    case 'host-restarted':
      status.set('transcription', 'working', 'The speech recogniser was started again.');
      break;
    case 'host-restart-failed':
      notify(noticeOf(event.error, { level: 'error', stage: 'transcription' }));
      break;
  }
}

/** Told once, whatever the step is later: the status has its value. */
function seldom({ stepMs, usualMs }: Extract<PoolEvent, { type: 'long-step' }>): string {
  const [every, takes] = [stepMs, usualMs].map((ms) => `${(ms / 1000).toFixed(1)} s`) as [string, string];
  return (
    `New words are shown only about every ${every}, since recognising them takes ${takes} on this busy computer: ` +
    'finished captions come first, and no speech is lost.'
  );
}
