import type { Terminal } from './terminal.ts';

/** The keys as they are pressed, one character each. Ctrl-C arrives as a signal, not as a key. Ends with the signal. */
export async function* pressedKeys(stdin: Terminal['stdin'], signal: AbortSignal): AsyncGenerator<string> {
  const keys: string[] = [];
  let wake: (() => void) | undefined;
  const onData = (data: Buffer | string): void => {
    keys.push(...Array.from(data.toString()));
    wake?.();
  };
  const onAbort = (): void => wake?.();
  stdin.setRawMode(true);
  stdin.resume();
  stdin.on('data', onData);
  signal.addEventListener('abort', onAbort);
  try {
    while (!signal.aborted) {
      const key = keys.shift();
      if (key === '\u0003') process.kill(process.pid, 'SIGINT');
      else if (key !== undefined) yield key;
      else {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    }
  } finally {
    stdin.off('data', onData);
    signal.removeEventListener('abort', onAbort);
    stdin.setRawMode(false);
    stdin.pause();
  }
}
