import { expect, vi } from 'vitest';
import type { AudioBackend } from '../../../src/engine/audio/devices/audio-backend.ts';
import type { VirtualAudio } from '../../support/virtual-audio.ts';

/** Counts the changes of the devices that a backend tells of, in the background. */
export class ChangesRun implements AsyncDisposable {
  /** How many there were so far. */
  count = 0;
  readonly #abort = new AbortController();
  readonly #ended: Promise<void>;

  constructor(backend: AudioBackend) {
    this.#ended = this.#follow(backend);
  }

  /** Ends the run, and waits until it has ended; its processes then have, too. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#abort.abort();
    await this.#ended;
  }

  async #follow(backend: AudioBackend): Promise<void> {
    for await (const change of backend.changes(this.#abort.signal)) this.count += change === undefined ? 1 : 0;
  }
}

/** Waits until the sound server knows the one that subscribes to its changes. Returns the process. */
export function subscriber(audio: VirtualAudio): Promise<number> {
  return vi.waitFor(
    async () => {
      const pids = audio.clients('pactl\0subscribe');
      expect(pids).toHaveLength(1);
      expect(await audio.pactl('list', 'clients')).toContain(`application.process.id = "${pids[0]}"`);
      return pids[0]!;
    },
    { timeout: 10_000, interval: 20 },
  );
}
