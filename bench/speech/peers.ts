import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { Recording } from '../../test/support/speech/recordings.ts';
import type { Observed } from './live-figures.ts';
import type { ShownView } from './shown-view.ts';

const scripts = path.join(import.meta.dirname, '../peers');
const cache = process.env['XDG_CACHE_HOME'] ?? path.join(homedir(), '.cache');

/** Where `bench/peers/setup.py` puts the libraries. */
const folder = process.env['SPEECH_PEERS'] ?? path.join(cache, 'overlingo-bench/peers');

/** A program that captions live, to compare with. */
export interface StreamingPeer {
  readonly name: string;
  readonly script: string;
  readonly library: string;
}

export const STREAMING_PEERS: readonly StreamingPeer[] = [
  { name: 'LocalAgreement-2, step 1 s', script: 'local_agreement.py', library: 'faster-whisper' },
  { name: 'RealtimeSTT', script: 'realtime_stt.py', library: 'RealtimeSTT' },
];

/** Why a library cannot be compared with here, in one sentence; undefined where it can. */
export function peerMissing(library: string): string | undefined {
  const list = path.join(folder, 'left-out.json');
  if (!existsSync(list)) return `${library} is left out: it is not installed (python3.11 bench/peers/setup.py).`;
  const leftOut = JSON.parse(readFileSync(list, 'utf8')) as Record<string, string>;
  return leftOut[library] === undefined ? undefined : `${library} is left out: ${leftOut[library]}`;
}

/** Plays a recording to a peer at its own speed. */
export async function playPeer({ script }: StreamingPeer, recording: Recording): Promise<Observed> {
  const views: ShownView[] = [];
  let used: { cpuMs: number; soundMs: number } | undefined;
  await runPeer(script, [recording.language ?? 'auto', recording.file], (line) => {
    if ('cpuMs' in line) used = line as unknown as typeof used;
    else views.push(line as unknown as ShownView);
  });
  if (!used) throw new Error(`${script} did not come to its end.`);
  return { recording, views, ...used };
}

/** What faster-whisper writes of recordings with all sound at hand, by their names. */
export async function libraryTexts(recordings: readonly Recording[]): Promise<Map<string, string>> {
  const byFile = new Map(recordings.map(({ file, name }) => [file, name]));
  const texts = new Map<string, string>();
  const pairs = recordings.flatMap(({ language, file }) => [language ?? 'en', file]);
  await runPeer('whole_window.py', pairs, ({ file, text }) => texts.set(byFile.get(String(file)) ?? '', String(text)));
  return texts;
}

/** Runs a script of a peer to its end. Throws with the last lines that it printed where it fails. */
async function runPeer(
  script: string,
  args: readonly string[],
  onLine: (line: Record<string, unknown>) => void,
): Promise<void> {
  const python = path.join(folder, 'bin/python');
  const child = spawn(python, [path.join(scripts, script), path.join(folder, 'whisper-base'), ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, HF_HUB_OFFLINE: '1' },
  });
  let errors = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (errors = (errors + text).slice(-2000)));
  createInterface({ input: child.stdout }).on('line', (line) => {
    onLine(JSON.parse(line) as Record<string, unknown>);
  });
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject).on('close', resolve);
  });
  if (code !== 0) throw new Error(`${script} ended with ${String(code)}: ${errors}`);
}
