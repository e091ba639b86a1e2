import type { CounterName } from '../../protocol/counter-name.ts';
import type { Cue } from '../../protocol/cue.ts';
import type { DeliveryReceipt } from '../../protocol/socket-contract.ts';
import type { StatusNotice } from '../../protocol/status.ts';
import { CaptionStore } from '../captions/caption-store.ts';
import type { Metrics } from '../pipeline/metrics.ts';
import type { EngineOutput, Output } from '../pipeline/output.ts';
import type { StageContext } from '../pipeline/stage.ts';
import { DeliveryBook } from './delivery-book.ts';
import { OutputRunner } from './output-runner.ts';
import type { StatusBoard } from './status-board.ts';

interface PublisherTools extends Pick<StageContext, 'clock' | 'log'> {
  readonly metrics: Metrics;
  readonly status: StatusBoard;
}

/** Takes note of everything that the engine tells, and gives it to the outputs, to each at its own speed. */
export class Publisher {
  readonly #tools: PublisherTools;
  readonly #store = new CaptionStore();
  readonly #deliveries = new DeliveryBook();
  readonly #outputs = new Set<OutputRunner>();

  constructor(tools: PublisherTools) {
    this.#tools = tools;
  }

  /** The newest cues, oldest first. */
  get cues(): readonly Cue[] {
    return this.#store.cues;
  }

  /** Starts an output, which gets everything from now on. Gives back what lets it finish, and ends it. */
  add(output: Output): () => Promise<void> {
    const { clock, log, status, metrics } = this.#tools;
    const count = (counter: CounterName, amount?: number): void => metrics.count(counter, amount);
    const runner = new OutputRunner(output, {
      clock,
      log,
      status,
      count,
      notify: (notice) => this.publish(notice),
    });
    this.#outputs.add(runner);
    return () => {
      this.#outputs.delete(runner);
      return runner.close();
    };
  }

  publish(output: EngineOutput): void {
    const { status, log } = this.#tools;
    let trouble: StatusNotice | undefined;
    if (output.type === 'status-notice') {
      status.add(output);
      if (output.code === 'device-recovered') status.recovered('capture');
      // Whoever runs the engine shows notices already, often in the same terminal.
      log.debug(output.message, { code: output.code });
    } else {
      this.#store.apply(output);
      trouble = status.take(output);
      this.#deliveries.published(output);
    }
    for (const runner of this.#outputs) runner.push(output);
    if (trouble) this.publish(trouble);
  }

  /** A page has drawn an event. */
  confirmDelivery(receipt: DeliveryReceipt): void {
    const { metrics, clock } = this.#tools;
    const speechEndAtMs = this.#deliveries.confirmed(receipt);
    if (speechEndAtMs === undefined) return;
    metrics.measure(`speech-end-to-page-${receipt.type}`, clock.nowMs() - speechEndAtMs);
  }

  /** Lets all outputs finish, up to their bounds. */
  async close(): Promise<void> {
    await Promise.all([...this.#outputs].map((runner) => runner.close()));
  }
}
