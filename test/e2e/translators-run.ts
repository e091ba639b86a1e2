import { io } from 'socket.io-client';
import type { CaptionEvent, TranscriptFinal, TranslationFinal } from '../../src/protocol/caption-event.ts';
import { CAPTION_NAMESPACE } from '../../src/protocol/socket-contract.ts';
import type { EngineStatus, StageStatus, StatusNotice } from '../../src/protocol/status.ts';
import { eventually } from '../../src/testing/eventually.ts';
import { startCli, type CliResult } from '../support/run-cli.ts';

/** Loading the models takes this long at the most, on a busy machine. */
const START_LIMIT_MS = 30_000;

/** A run of the command line, and all that a page hears from it. */
export interface WatchedRun extends AsyncDisposable {
  /** Address of the pages, such as `http://127.0.0.1:7474`. */
  readonly url: string;
  readonly captions: readonly CaptionEvent[];
  readonly statuses: readonly EngineStatus[];
  /** All messages of the socket as they came, the ones above too. */
  readonly messages: readonly unknown[];
  readonly ended: Promise<CliResult>;
  /** Ends the run as Ctrl-C does. */
  stop(): Promise<CliResult>;
}

/** Starts the built command line and listens to it as a page does, from before the first caption on. */
export async function watchRun(
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<WatchedRun> {
  const { child, stdout, ended } = startCli([...args, '--port', '0'], { ...process.env, ...environment });
  let stderr = '';
  child.stderr.on('data', (text: string) => (stderr += text));
  const url = await eventually(() => addressIn(stdout() + stderr), START_LIMIT_MS);
  const captions: CaptionEvent[] = [];
  const statuses: EngineStatus[] = [];
  const messages: unknown[] = [];
  const socket = io(`${url}${CAPTION_NAMESPACE}`, { transports: ['websocket'], reconnection: false });
  socket.onAny((...message: unknown[]) => messages.push(message));
  socket.on('caption', (event: CaptionEvent) => captions.push(event));
  socket.on('status', (status: EngineStatus) => statuses.push(status));
  const stop = (): Promise<CliResult> => {
    child.kill('SIGINT');
    return ended;
  };
  return { url, captions, statuses, messages, ended, stop, [Symbol.asyncDispose]: () => stop().then(() => undefined) };
}

export function transcriptFinals({ captions }: Pick<WatchedRun, 'captions'>): TranscriptFinal[] {
  return captions.filter((event) => event.type === 'transcript-final');
}

/** @param language BCP-47 tag of the target. */
export function translationFinals({ captions }: Pick<WatchedRun, 'captions'>, language: string): TranslationFinal[] {
  return captions.filter(
    (event) => event.type === 'translation-final' && event.language === language,
  ) as TranslationFinal[];
}

/** The newest state of the translation. */
export function translationStage({ statuses }: Pick<WatchedRun, 'statuses'>): StageStatus | undefined {
  return statuses.at(-1)?.stages.find(({ stage }) => stage === 'translation');
}

/** What was told of the translation, without what is told of the bundled models. */
export function translationNotices({ statuses }: Pick<WatchedRun, 'statuses'>): readonly StatusNotice[] {
  const notices = statuses.at(-1)?.notices ?? [];
  return notices.filter(({ stage, code }) => stage === 'translation' && code !== 'translator-notice');
}

function addressIn(output: string): string {
  const address = /http:\/\/127\.0\.0\.1:\d+/u.exec(output)?.[0];
  if (address === undefined) throw new Error(`No address in: ${output}`);
  return address;
}
