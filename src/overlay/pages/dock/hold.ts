import type { ControlAnswer, ControlCommand } from '../../../protocol/control-contract.ts';

/** Asked for anew this often while a button is held, in milliseconds. */
const ASK_EVERY_MS = 1000;

/** Captions come back by themselves so long after the last time that it was asked for, in milliseconds. */
const HOLD_MS = 2500;

/** A button that hides captions while it is held: where its page dies, they come back by themselves. */
export class HeldButton {
  readonly #command: (command: ControlCommand) => Promise<ControlAnswer>;
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor(command: (command: ControlCommand) => Promise<ControlAnswer>) {
    this.#command = command;
  }

  press(): void {
    if (this.#timer !== undefined) return;
    void this.#command({ type: 'hold', forMs: HOLD_MS });
    this.#timer = setInterval(() => void this.#command({ type: 'hold', forMs: HOLD_MS }), ASK_EVERY_MS);
  }

  release(): void {
    if (this.#timer === undefined) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
    void this.#command({ type: 'hold', forMs: 0 });
  }
}
