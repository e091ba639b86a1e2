import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { childEnvironment } from '../../child-environment.ts';
import { GGML_MAGIC } from '../ggml-file.ts';
import { deviceFromLog, type NativeDevice } from './native-log.ts';

/** The first start of a GPU driver may compile for a long while; more means that it hangs. */
const PROBE_TIMEOUT_MS = 90_000;

/** What a binary found when it was tried. */
export type ProbeResult =
  | { readonly usable: true; readonly device: NativeDevice }
  /** `reason`: a part of a sentence, such as `libcuda.so.1 is missing`. */
  | { readonly usable: false; readonly reason: string };

/**
 * The program of the child process. It loads the binary and the toy model, and computes a little where a GPU was found.
 * The log arrives after the constructor has returned.
 */
const PROBE_PROGRAM = `
const [file, model] = process.argv.slice(1);
const { WhisperContext } = require(file);
let log = '';
WhisperContext.toggleNativeLog(true, (level, text) => { log += text; });
const context = new WhisperContext({ filePath: model, useGpu: true });
setTimeout(async () => {
  if (log.includes('_backend_init_gpu: using ')) await context.bench(1);
  process.stdout.write(log + '\\nPROBE DONE\\n', () => process.exit(0));
}, 50);
`;

/**
 * Tries a binary in a process of its own: a driver that is missing, too old or broken may end the process that asks
 * for it, and the library finds its GPU only while it loads a model.
 */
export async function probeVariant(binary: string, program = PROBE_PROGRAM): Promise<ProbeResult> {
  const folder = await mkdtemp(path.join(tmpdir(), 'overlingo-probe-'));
  try {
    const model = path.join(folder, 'toy.bin');
    await writeFile(model, toyModel());
    return await runProbe(['-e', program, '--', binary, model]);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function runProbe(args: readonly string[]): Promise<ProbeResult> {
  const env = childEnvironment(process.env);
  const settings = { timeout: PROBE_TIMEOUT_MS, killSignal: 'SIGKILL', windowsHide: true, env } as const;
  return new Promise((resolve) => {
    execFile(process.execPath, args, settings, (error, stdout, stderr) => {
      if (error === null && stdout.includes('PROBE DONE')) {
        resolve({ usable: true, device: deviceFromLog(stdout) });
      } else if (error?.killed === true) {
        resolve({ usable: false, reason: 'its driver does not answer' });
      } else {
        resolve({ usable: false, reason: reasonOf(stderr, error?.signal ?? undefined) });
      }
    });
  });
}

/** Why the child process ended, from what it printed. */
function reasonOf(stderr: string, signal: string | undefined): string {
  const missing = /Error: (\S+): cannot open shared object file/u.exec(stderr)?.[1];
  if (missing !== undefined) return `${missing} is missing`;
  const thrown = /^\w*Error: (.+)$/mu.exec(stderr)?.[1];
  if (thrown !== undefined) return thrown.trim().replace(/\.$/u, '');
  return signal === undefined ? 'it ended without an answer' : `it crashed with ${signal}`;
}

const MEL_BANDS = 80;
const MEL_INPUTS = 201;

/** A Whisper model without weights, which the library accepts for tests of its own: all computation, no file to speak of. */
function toyModel(): Buffer {
  const [vocabulary, audioContext, width, heads, layers, textContext, halfFloats] = [51_864, 64, 64, 1, 4, 448, 1];
  const encoder = [vocabulary, audioContext, width, heads, layers];
  const decoder = [textContext, width, heads, layers];
  const header = [GGML_MAGIC, ...encoder, ...decoder, MEL_BANDS, halfFloats, MEL_BANDS, MEL_INPUTS];
  const filters = MEL_BANDS * MEL_INPUTS;
  return Buffer.from(Int32Array.from([...header, ...new Array<number>(filters).fill(0), 0]).buffer);
}
