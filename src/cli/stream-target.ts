import { constants, openSync } from 'node:fs';
import { Socket } from 'node:net';
import type { Writable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import type { EngineError } from '../engine/errors.ts';
import { hasCode } from '../engine/system-code.ts';
import { unwritable } from './output-failure.ts';
import type { TranscriptTarget } from './transcript-target.ts';

/** How often it is looked whether somebody reads a pipe, in milliseconds. */
const LOOK_EVERY_MS = 100;

/**
 * A stream that stays open. Whoever reads it may take their time, as a pager does: what they have not taken waits in
 * memory, and `finish` waits for them.
 */
export function streamTarget(stream: Writable, failureOf: (error: unknown) => EngineError): TranscriptTarget {
  let failure: EngineError | undefined;
  let taken = Promise.resolve();
  return {
    write: (text) => {
      if (failure !== undefined) return Promise.reject(failure);
      taken = new Promise((resolve) => {
        stream.write(text, (error) => {
          if (error) failure ??= failureOf(error);
          resolve();
        });
      });
      return Promise.resolve();
    },
    finish: async () => {
      await taken;
      if (failure !== undefined) throw failure;
    },
    close: () => Promise.resolve(undefined),
  };
}

/**
 * A named pipe, once somebody reads it.
 * @throws EngineError `output-unwritable`; the signal's reason where it aborts before.
 */
export async function openPipeTarget(file: string, signal: AbortSignal): Promise<TranscriptTarget> {
  const socket = new Socket({ fd: await openPipe(file, signal), readable: false, writable: true });
  // Each write tells its own.
  socket.on('error', () => undefined);
  const target = streamTarget(socket, (error) => unwritable(file, error));
  return {
    ...target,
    finish: async () => {
      await target.finish();
      await new Promise<void>((resolve) => void socket.end(resolve));
    },
    close: () => {
      socket.destroy();
      return Promise.resolve(undefined);
    },
  };
}

/** An open that waits would keep the process from ending, so it is tried again and again. */
async function openPipe(file: string, signal: AbortSignal): Promise<number> {
  for (;;) {
    try {
      return openSync(file, constants.O_WRONLY | constants.O_NONBLOCK);
    } catch (error) {
      if (!hasCode(error, 'ENXIO')) throw unwritable(file, error);
    }
    await sleep(LOOK_EVERY_MS, undefined, { signal }).catch(() => signal.throwIfAborted());
  }
}
