import { createLogger } from '../../log.ts';
import { EngineError, toEngineError, type EngineErrorData } from '../../errors.ts';
import type { Recognizer, RecognizerSession } from '../recognizer.ts';
import type { FromHost, ToHost } from './host-protocol.ts';
import { loadRecognizer } from './load-recognizer.ts';

// The host process: it loads one recogniser, keeps the audio of the open utterances, and decodes when it is asked to.
// The engine sends one decode at a time; audio arrives meanwhile, because decodes run beside the event loop.

/** A collection takes a few milliseconds. */
const CLOSED_PER_COLLECTION = 10;

const sessions = new Map<string, RecognizerSession>();
const refusals = new Map<string, unknown>();
let recognizer: Recognizer | undefined;
let running: { readonly requestId: number; readonly stop: AbortController } | undefined;
let closedCount = 0;

function send(message: FromHost): void {
  process.send?.(message);
}

/** A refusal is told with the first decode: the engine waits for no answer to `open`. */
function open({ utteranceId, options }: Extract<ToHost, { type: 'open' }>): void {
  try {
    if (recognizer) sessions.set(utteranceId, recognizer.open(options));
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
    send({ type: 'ready', info: recognizer.info });
  } catch (error) {
    send({ type: 'load-failed', error: told(error) });
  }
}

async function decode({ utteranceId, requestId, options }: Extract<ToHost, { type: 'decode' }>): Promise<void> {
  const stop = new AbortController();
  running = { requestId, stop };
  try {
    const session = sessions.get(utteranceId);
    if (refusals.has(utteranceId)) throw refusals.get(utteranceId);
    if (!session) throw new Error('The utterance is not open in this process.');
    send({ type: 'hypothesis', requestId, hypothesis: await session.decode(options, stop.signal) });
  } catch (error) {
    send({ type: 'decode-failed', requestId, error: told(error) });
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
    case 'abort':
      abort(message);
      break;
    case 'close':
      collectGarbage();
      sessions.get(message.utteranceId)?.close();
      sessions.delete(message.utteranceId);
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
