import type { ObsState } from '../../engine/obs/obs-state.ts';
import type { StreamSink } from '../../engine/stream-captions/stream-sink.ts';

/** The stream of OBS as a place for captions, by what the connection tells. */
export class ObsStreamSink implements StreamSink {
  readonly #listeners = new Set<() => void>();
  #show: StreamSink['show'] | undefined;
  #isLive = false;
  #isResting = false;

  get isLive(): boolean {
    return this.#isLive;
  }

  get isResting(): boolean {
    return this.#isResting;
  }

  readonly show = async (text: string): Promise<void> => this.#show?.(text);

  readonly onChange = (listener: () => void, signal: AbortSignal): void => {
    this.#listeners.add(listener);
    signal.addEventListener('abort', () => this.#listeners.delete(listener), { once: true });
  };

  /** Sends captions this way from now on. */
  connect(show: StreamSink['show']): void {
    this.#show = show;
  }

  /** While a stream connects again, OBS takes captions and loses them. */
  tellState(state: ObsState | undefined): void {
    this.#tell(state?.stream === 'live', this.#isResting);
  }

  tellResting(isResting: boolean): void {
    this.#tell(this.#isLive, isResting);
  }

  #tell(isLive: boolean, isResting: boolean): void {
    if (isLive === this.#isLive && isResting === this.#isResting) return;
    this.#isLive = isLive;
    this.#isResting = isResting;
    for (const listener of this.#listeners) listener();
  }
}
