import { limitedText } from '../pipeline/limited-text.ts';
import { outgoingFetch } from '../pipeline/network/outgoing-fetch.ts';
import { listeningProcess } from './listening-process.ts';

/** A program on this PC answers at once; one that hangs is not waited for. */
const ANSWER_MS = 500;

/** The answer of an Overlingo is shorter. */
const MOST_BYTES = 1000;

/** Who listens on a port of this PC. */
export interface PortHolder {
  /** True where it says that it is an Overlingo. */
  readonly isOverlingo: boolean;
  /** Its process id, where it is known. */
  readonly pid?: number | undefined;
  /** What its process is called, where that is known. */
  readonly name?: string | undefined;
}

/** Finds out who listens on a port: asks it, and then the system. Takes half a second at most. Never rejects. */
export async function findPortHolder(host: string, port: number): Promise<PortHolder> {
  const [health, found] = await Promise.all([
    askHealth(host === '0.0.0.0' ? '127.0.0.1' : host, port),
    listeningProcess(port),
  ]);
  if (health === undefined) return { isOverlingo: false, ...found };
  return { isOverlingo: true, pid: health.pid ?? found?.pid };
}

/** As a part of a sentence, such as `another Overlingo (process 4711)`. */
export function describeHolder({ isOverlingo, pid, name }: PortHolder): string {
  const process = pid === undefined ? '' : ` (process ${pid})`;
  if (isOverlingo) return `another Overlingo${process}`;
  return name === undefined ? `another program${process}` : `another program, ${name}${process}`;
}

/** What an Overlingo at the port says of itself; undefined where none answers. */
async function askHealth(host: string, port: number): Promise<{ readonly pid?: number } | undefined> {
  try {
    const answer = await outgoingFetch(`http://${host}:${port}/healthz`, {
      headers: { connection: 'close' },
      redirect: 'manual',
      signal: AbortSignal.timeout(ANSWER_MS),
    });
    return healthIn((await limitedText(answer, MOST_BYTES)) ?? '');
  } catch {
    // Nobody there, a hang, or another protocol: no Overlingo.
    return undefined;
  }
}

function healthIn(text: string): { readonly pid?: number } | undefined {
  try {
    const { name, pid } = JSON.parse(text) as { readonly name?: unknown; readonly pid?: unknown };
    if (name !== 'overlingo') return undefined;
    return typeof pid === 'number' && Number.isSafeInteger(pid) ? { pid } : {};
  } catch {
    return undefined;
  }
}
