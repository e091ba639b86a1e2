import { loadLanguageCheck, type LanguageCheck } from '../../language-check.ts';
import { createLogger } from '../../log.ts';
import { EngineError, toEngineError, type EngineErrorData } from '../../errors.ts';
import type { Hypothesis, RecognitionTask, Recognizer, RecognizerInfo, RecognizerSession } from '../recognizer.ts';
import type { StreamingSession } from '../streaming-recognizer.ts';
import { otherLanguage } from '../text/written-language.ts';
import type { FromHost, HostHypothesis, ToHost } from './host-protocol.ts';
import { loadRecognizer } from './load-recognizer.ts';
import { peakMemory } from './peak-memory.ts';

// The host process: it loads one recogniser, keeps the open utterances, and decodes or feeds when it is asked to. The
// engine asks for one thing at a time; audio arrives meanwhile, because decodes run beside the event loop.

/** A collection takes a few milliseconds. */
const CLOSED_PER_COLLECTION = 10;

const sessions = new Map<string, RecognizerSession>();
const streams = new Map<string, StreamingSession>();
const refusals = new Map<string, unknown>();
let recognizer: Recognizer | undefined;
/** Absent where the model writes one language only, and where it streams: what is committed there stays. */
let languageCheck: LanguageCheck | undefined;
let running: { readonly requestId: number; readonly stop: AbortController } | undefined;
let closedCount = 0;

function send(message: FromHost): void {
  process.send?.(message);
}

/** A refusal is told with the first request: the engine waits for no answer to `open`. */
function open({ utteranceId, options }: Extract<ToHost, { type: 'open' }>): void {
  try {
    if (!recognizer) return;
    if ('openStream' in recognizer) streams.set(utteranceId, recognizer.openStream(options));
    else sessions.set(utteranceId, recognizer.open(options));
  } catch (error) {
    refusals.set(utteranceId, error);
  }
}

/**
 * The native memory of a decode is freed with its JavaScript object, and these are so small that the collector would let
 * tens of megabytes wait.
 */
function collectGarbage(): void {
  closedCount += 1;
  if (closedCount % CLOSED_PER_COLLECTION === 0) globalThis.gc?.();
}

function log(message: string): void {
  send({ type: 'log', level: 'debug', message });
}

/** What the engine is told of a failure. The words of a foreign error go into the log at `debug` only. */
function told(error: unknown): EngineErrorData {
  if (!(error instanceof EngineError)) log(`unexpected error: ${String(error)}`);
  return toEngineError(error, { who: 'The speech recogniser', stage: 'transcription' }).toJSON();
}

async function load({ module, config, variables }: Extract<ToHost, { type: 'load' }>): Promise<void> {
  try {
    Object.assign(process.env, variables);
    recognizer = await loadRecognizer(module, config, { log: createLogger('debug', log) });
    if (mayDrift(recognizer.info)) languageCheck = await loadLanguageCheck();
    send({ type: 'ready', info: recognizer.info });
  } catch (error) {
    send({ type: 'load-failed', error: told(error) });
  }
}

/** Does what was asked for and answers. Where it is given up, that is an answer too. */
async function answer(
  { utteranceId, requestId }: { readonly utteranceId: string; readonly requestId: number },
  work: (signal: AbortSignal) => Promise<FromHost>,
): Promise<void> {
  const stop = new AbortController();
  running = { requestId, stop };
  try {
    if (refusals.has(utteranceId)) throw refusals.get(utteranceId);
    send(await work(stop.signal));
  } catch (error) {
    send({ type: 'decode-failed', requestId, error: told(error) });
  }
}

function decode(message: Extract<ToHost, { type: 'decode' }>): Promise<void> {
  const { utteranceId, requestId, options } = message;
  return answer(message, async (signal) => ({
    type: 'hypothesis',
    requestId,
    hypothesis: checked(await opened(sessions, utteranceId).decode(options, signal), options.task),
  }));
}

/** Here and not in the engine: what tells languages apart takes memory, and a while to load. */
function checked(hypothesis: Hypothesis, task: RecognitionTask): HostHypothesis {
  if (!languageCheck || task !== 'transcribe') return hypothesis;
  const other = otherLanguage(hypothesis.text, hypothesis.language, languageCheck);
  return other ? { ...hypothesis, otherLanguage: other } : hypothesis;
}

function mayDrift({ capabilities, streaming }: RecognizerInfo): boolean {
  return streaming === undefined && (capabilities.languages === 'any' || capabilities.languages.length > 1);
}

function hear(message: Extract<ToHost, { type: 'feed' | 'finish' }>): Promise<void> {
  const { type, utteranceId, requestId, samples } = message;
  return answer(message, async (signal) => {
    const stream = opened(streams, utteranceId);
    if (type === 'feed') return { type: 'stream-text', requestId, text: await stream.feed(samples, signal) };
    if (samples.length > 0) await stream.feed(samples, signal);
    return { type: 'stream-text', requestId, text: await stream.finish(signal) };
  });
}

function opened<Session>(all: ReadonlyMap<string, Session>, utteranceId: string): Session {
  const session = all.get(utteranceId);
  if (!session) throw new Error('The utterance is not open in this process.');
  return session;
}

/** What the recogniser says against it is told with the next request. */
function reset({ utteranceId }: Extract<ToHost, { type: 'reset' }>): void {
  try {
    streams.get(utteranceId)?.reset();
  } catch (error) {
    refusals.set(utteranceId, error);
  }
}

/** Answers are in the order of requests, so an abort that comes late is for a decode that has its answer. */
function abort({ requestId }: Extract<ToHost, { type: 'abort' }>): void {
  if (running?.requestId !== requestId) return;
  running.stop.abort(new EngineError('recognizer-failed', 'The decode was given up.', { stage: 'transcription' }));
}

process.on('message', (message: ToHost) => {
  switch (message.type) {
    case 'load':
      void load(message);
      break;
    case 'open':
      open(message);
      break;
    case 'audio':
      sessions.get(message.utteranceId)?.push(message.samples);
      break;
    case 'decode':
      void decode(message);
      break;
    case 'feed':
    case 'finish':
      void hear(message);
      break;
    case 'reset':
      reset(message);
      break;
    case 'memory':
      send({ type: 'memory', requestId: message.requestId, peakBytes: peakMemory() });
      break;
    case 'abort':
      abort(message);
      break;
    case 'close':
      collectGarbage();
      sessions.get(message.utteranceId)?.close();
      streams.get(message.utteranceId)?.close();
      sessions.delete(message.utteranceId);
      streams.delete(message.utteranceId);
      refusals.delete(message.utteranceId);
      break;
  }
});

// A plain exit would wait for a decode that runs in native code; nothing here needs to be saved.
process.on('disconnect', () => {
  process.kill(process.pid, 'SIGKILL');
});

// The terminal sends Ctrl-C to all processes of the group; the engine decides when this one ends.
process.on('SIGINT', () => undefined);
