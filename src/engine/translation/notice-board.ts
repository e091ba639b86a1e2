import type { StatusNotice } from '../../protocol/status.ts';
import type { Clock } from '../pipeline/clock.ts';

/** The same notice is not told again for so long. */
const SILENCE_MS = 60_000;

/** Tells notices of the translation stage, each kind once a minute at most. */
export class NoticeBoard {
  readonly #clock: Clock;
  readonly #tell: (notice: StatusNotice) => void;
  readonly #toldAtMs = new Map<string, number>();

  constructor(clock: Clock, tell: (notice: StatusNotice) => void) {
    this.#clock = clock;
    this.#tell = tell;
  }

  /** @param subject what the notice is about, such as a target language; notices of other subjects are told apart. */
  post(subject: string, notice: StatusNotice): void {
    const key = `${subject} ${notice.code}`;
    const nowMs = this.#clock.nowMs();
    const toldAtMs = this.#toldAtMs.get(key);
    if (toldAtMs !== undefined && nowMs - toldAtMs < SILENCE_MS) return;
    this.#toldAtMs.set(key, nowMs);
    this.#tell(notice);
  }
}
