import type { EngineError } from '../errors.ts';
import { abortable } from '../pipeline/abortable.ts';
import { toTranslatorError } from './translator-error.ts';
import type { TargetContext, TranslationReport, TranslationTarget } from './target-context.ts';
import type { TranslationRequest } from './translator.ts';

interface RequestOptions {
  /** Ends the request: it was superseded, or its utterance discarded. */
  readonly signal: AbortSignal;
  /** Told of the text so far, each time that a streaming translator adds to it. */
  readonly onText: (text: string) => void;
  readonly waitingFinals: () => number;
}

/** How a request ended. Times are in milliseconds of the engine's monotonic clock. */
export interface RequestResult {
  readonly outcome: TranslationReport['outcome'];
  /** Empty unless translated. */
  readonly text: string;
  /** Present where it failed. */
  readonly error?: EngineError;
  readonly workStartAtMs: number;
  readonly workEndAtMs: number;
}

/** Sends one request, collects its answer and reports how it went. Never rejects. */
export async function runRequest(
  request: TranslationRequest,
  { translator, language }: TranslationTarget,
  context: Pick<TargetContext, 'clock' | 'log' | 'onRequest'>,
  { signal, onText, waitingFinals }: RequestOptions,
): Promise<RequestResult> {
  const workStartAtMs = context.clock.nowMs();
  const finish = (outcome: TranslationReport['outcome'], text: string, error?: EngineError): RequestResult => {
    const workEndAtMs = context.clock.nowMs();
    context.onRequest({
      translator: translator.name,
      language,
      final: request.final,
      outcome,
      ...(error ? { error } : {}),
      characters: request.text.length,
      durationMs: workEndAtMs - workStartAtMs,
      waitingFinals: waitingFinals(),
    });
    return { outcome, text, workStartAtMs, workEndAtMs, ...(error ? { error } : {}) };
  };
  try {
    const text = await collect(translator.translate(request, { signal }), signal, onText);
    return text === '' ? finish('no-answer', '') : finish('translated', text);
  } catch (error) {
    if (signal.aborted) return finish('superseded', '');
    context.log.debug('A translation request failed.', {
      translator: translator.name,
      language,
      code: toTranslatorError(error, translator.name).code,
    });
    return finish('failed', '', toTranslatorError(error, translator.name));
  }
}

async function collect(answers: AsyncIterable<string>, signal: AbortSignal, onText: (text: string) => void) {
  const iterator = answers[Symbol.asyncIterator]();
  let text = '';
  try {
    for (;;) {
      const answer = await abortable(iterator.next(), signal);
      if (answer.done === true) return text;
      text = answer.value.trim();
      onText(text);
    }
  } catch (error) {
    // Not awaited: a translator that ignores the signal would hold up the queue.
    iterator.return?.().catch(() => undefined);
    throw error;
  }
}
