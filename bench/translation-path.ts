import { once } from 'node:events';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { CaptionStore } from '../src/engine/captions/caption-store.ts';
import { openChain, type OpenedChain } from '../src/engine/run/open-chain.ts';
import { BoundedChannel } from '../src/engine/pipeline/bounded-channel.ts';
import { systemClock } from '../src/engine/pipeline/clock.ts';
import { Metrics } from '../src/engine/pipeline/metrics.ts';
import { createCaptionServer, type CaptionServer } from '../src/engine/server/caption-server.ts';
import { StatusBoard } from '../src/engine/run/status-board.ts';
import { translateStage } from '../src/engine/translation/translate-stage.ts';
import type { TranslationSettings } from '../src/engine/translation/settings.ts';
import type { CaptionEvent, UtteranceId } from '../src/protocol/caption-event.ts';
import { CAPTION_NAMESPACE, PROTOCOL_VERSION } from '../src/protocol/socket-contract.ts';
import { files, silentLog, type ReceivedEvent } from './live-run.ts';
import { BENCH_ENVIRONMENT } from './translation-servers.ts';

/** What is said, and what it is translated into. */
export const SOURCE = 'en';
export const TARGET = 'es';

/** The way of a caption from its transcript through the translation stage to a page, over a real socket. */
export class TranslationPath implements AsyncDisposable {
  readonly #input = new BoundedChannel<CaptionEvent>({ capacity: 10_000, whenFull: 'refuse' });
  readonly #stop = new AbortController();
  readonly #received: ReceivedEvent[] = [];
  readonly #waiting = new Set<() => void>();
  readonly #opened: OpenedChain;
  readonly #server: CaptionServer;
  readonly #page: Worker;

  private constructor(opened: OpenedChain, server: CaptionServer, page: Worker) {
    this.#opened = opened;
    this.#server = server;
    this.#page = page;
  }

  /** Opens the translators and connects a page. */
  static async open(translation: TranslationSettings): Promise<TranslationPath> {
    const opened = await openChain(translation, {
      files,
      environment: BENCH_ENVIRONMENT,
      log: silentLog,
      clock: systemClock,
      terms: undefined,
      notify: ({ message }) => console.error(`  ${message}`),
      onCacheHit: () => undefined,
      speech: { translate: () => Promise.resolve('') },
    });
    const store = new CaptionStore();
    const status = new StatusBoard(new Metrics());
    const server = await createCaptionServer({
      port: 0,
      pagesFolder: files.pages,
      assetsFolder: files.assets,
      state: () => ({
        protocol: PROTOCOL_VERSION,
        cues: store.cues,
        status: status.status(0, []),
        targetLanguages: [TARGET],
      }),
      log: silentLog,
    });
    const address = `${server.url}${CAPTION_NAMESPACE}`;
    const page = new Worker(path.join(import.meta.dirname, 'translation-page.mjs'), { workerData: { address } });
    await once(page, 'message');
    const way = new TranslationPath(opened, server, page);
    page.on('message', (received: ReceivedEvent) => way.#take(received));
    void way.#run(store);
    return way;
  }

  /** Says a piece of text, and gives the time of that. */
  say(type: 'transcript-partial' | 'transcript-final' | 'utterance-discard', name: string, text: string): number {
    const base = { utteranceId: name as UtteranceId, sourceId: 'bench', revision: text.length, startMs: 0, endMs: 0 };
    const atMs = systemClock.nowMs();
    const common = { ...base, timing: { emittedAtMs: atMs } };
    if (type === 'utterance-discard') this.#input.push({ ...common, type, reason: 'no-text' });
    else if (type === 'transcript-final') this.#input.push({ ...common, type, language: SOURCE, text });
    else this.#input.push({ ...common, type, language: SOURCE, stableText: text, unstableText: '' });
    return atMs;
  }

  /** The first event of the utterance and one of the types that the page receives, or has received. */
  async received(name: string, ...types: readonly CaptionEvent['type'][]): Promise<ReceivedEvent> {
    for (;;) {
      const found = this.#received.find(({ event }) => event.utteranceId === name && types.includes(event.type));
      if (found) return found;
      await new Promise<void>((resolve) => this.#waiting.add(resolve));
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stop.abort();
    this.#page.postMessage('close');
    await once(this.#page, 'exit');
    await Promise.all([this.#server.close(), this.#opened.close()]);
  }

  #take({ event, receivedAtMs }: ReceivedEvent): void {
    this.#received.push({ event, receivedAtMs: receivedAtMs - performance.timeOrigin });
    for (const wake of this.#waiting) wake();
    this.#waiting.clear();
  }

  async #run(store: CaptionStore): Promise<void> {
    const context = { signal: this.#stop.signal, clock: systemClock, log: silentLog };
    const stage = translateStage({
      targets: [{ language: TARGET, translator: this.#opened.translator }],
      onNotice: ({ message }) => console.error(`  ${message}`),
    });
    for await (const event of stage(this.#input.read(context.signal), context)) {
      store.apply(event);
      this.#server.publish(event);
    }
  }
}
