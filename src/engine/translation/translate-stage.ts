import type { CaptionEvent } from '../../protocol/caption-event.ts';
import type { StatusNotice } from '../../protocol/status.ts';
import { BoundedChannel } from '../pipeline/bounded-channel.ts';
import { notice } from '../pipeline/notice.ts';
import type { Stage, StageContext } from '../pipeline/stage.ts';
import { NoticeBoard } from './notice-board.ts';
import type { TranslationReport, TranslationTarget } from './target-context.ts';
import { TargetQueue } from './target-queue.ts';

/** Events that may wait for the consumer. It takes them at once, so reaching this means that it hangs. */
const OUTPUT_CAPACITY = 100_000;

/** How the translation stage works. */
export interface TranslateStageOptions {
  /** In the order of the configuration; each language once. */
  readonly targets: readonly TranslationTarget[];
  /** Told why captions are not translated, and what the user must know of a translator. Never holds spoken text. */
  readonly onNotice: (notice: StatusNotice) => void;
  /** Told of every request once it has ended. */
  readonly onRequest?: (report: TranslationReport) => void;
  /** BCP-47 tags of what will be spoken, as far as it is known: pairs that do not work are told at once. */
  readonly sourceLanguages?: readonly string[];
  /** There are no drafts: the viewer reads finished sentences only. Asked again and again. */
  readonly readingMode?: boolean;
  /** Whether nothing is translated now, because nobody would read it. Finals are then marked untranslated. */
  readonly paused?: () => boolean;
}

/**
 * Passes caption events on at once, unchanged and in order, and adds their translations: for every final and target
 * language exactly one `translation-final`, in the order of the finals. Translation never delays a transcript: the input
 * is read as fast as it comes, and what waits is finals only. At the end of its input all finals are still answered; when
 * the signal aborts it ends at once.
 */
export function translateStage(options: TranslateStageOptions): Stage<CaptionEvent, CaptionEvent> {
  return (input, context) => translateEvents(options, input, context);
}

async function* translateEvents(
  options: TranslateStageOptions,
  input: AsyncIterable<CaptionEvent>,
  context: StageContext,
): AsyncGenerator<CaptionEvent, void, undefined> {
  const output = new BoundedChannel<CaptionEvent>({ capacity: OUTPUT_CAPACITY, whenFull: 'refuse' });
  const notices = new NoticeBoard(context.clock, options.onNotice);
  const targetContext = {
    clock: context.clock,
    log: context.log,
    emit: (event: CaptionEvent) => {
      try {
        output.push(event);
      } catch (error) {
        output.fail(error);
      }
    },
    notices,
    onRequest: options.onRequest ?? (() => undefined),
    get readingMode() {
      return options.readingMode ?? false;
    },
    paused: options.paused ?? (() => false),
  };
  tellTranslatorNotices(options.targets, notices);
  const queues = options.targets.map((target) => new TargetQueue(target, targetContext));
  for (const queue of queues) queue.checkPairs(options.sourceLanguages ?? []);
  const iterator = input[Symbol.asyncIterator]();
  const abandon = (): void => {
    for (const queue of queues) queue.abandon();
  };
  context.signal.addEventListener('abort', abandon, { once: true });
  void pump(iterator, queues, output);
  try {
    yield* output.read(context.signal);
  } finally {
    context.signal.removeEventListener('abort', abandon);
    abandon();
    output.close();
    // Not awaited: an input that waits for sound would hold up the end.
    iterator.return?.().catch(() => undefined);
  }
}

async function pump(
  input: AsyncIterator<CaptionEvent>,
  queues: readonly TargetQueue[],
  output: BoundedChannel<CaptionEvent>,
): Promise<void> {
  const running = Promise.all(queues.map((queue) => queue.run()));
  // A queue that breaks ends the stage at once, not only when the input ends.
  running.catch((error: unknown) => output.fail(error));
  try {
    for (let next = await input.next(); next.done !== true; next = await input.next()) {
      output.push(next.value);
      for (const queue of queues) dispatch(next.value, queue);
    }
    for (const queue of queues) queue.close();
    await running;
    output.close();
  } catch (error) {
    // What was heard before the input failed is still worth its translation.
    for (const queue of queues) queue.close();
    await running.catch(() => undefined);
    output.fail(error);
  }
}

function dispatch(event: CaptionEvent, queue: TargetQueue): void {
  switch (event.type) {
    case 'transcript-partial':
      queue.addPartial(event);
      return;
    case 'transcript-final':
      queue.addFinal(event);
      return;
    case 'utterance-discard':
      queue.discard(event.utteranceId);
      return;
    case 'translation-partial':
    case 'translation-final':
      return;
  }
}

function tellTranslatorNotices(targets: readonly TranslationTarget[], notices: NoticeBoard): void {
  for (const translator of new Set(targets.map((target) => target.translator))) {
    if (translator.notice === undefined) continue;
    const about = { level: 'info', code: 'translator-notice', message: translator.notice } as const;
    notices.post(translator.name, notice('translation', about));
  }
}
