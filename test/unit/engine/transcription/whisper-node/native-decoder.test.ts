import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { NativeDecoder } from '../../../../../src/engine/transcription/whisper-node/native-decoder.ts';
import type { ParakeetDecodeOptions } from '../../../../../src/engine/transcription/whisper-node/native-module.ts';
import { silentLog } from '../../../../../src/engine/log.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'overlingo-decoder-'));
});
afterAll(() => rm(folder, { recursive: true }));

interface Behaviour {
  /** Body of the constructor, and of `transcribeData`, of a context. */
  readonly construct?: string;
  readonly transcribeData?: string;
}

/** A module that behaves as the native library was seen to behave. Each file is loaded once only. */
async function library({ construct = '', transcribeData = '' }: Behaviour): Promise<string> {
  const file = path.join(await mkdtemp(path.join(folder, 'library-')), 'index.cjs');
  const code = `
    let listener;
    const log = (text) => setImmediate(() => listener('info', text));
    class Context {
      static toggleNativeLog(on, next) { listener = next; }
      constructor() { log('whisper_backend_init_gpu: using CUDA0'); log(' backend\\n'); ${construct} }
      transcribeData(pcm, options) { ${transcribeData} }
      release() { return Promise.resolve(); }
    }
    module.exports = { WhisperContext: Context, ParakeetContext: Context };`;
  await writeFile(file, code);
  return file;
}

async function open(behaviour: Behaviour) {
  return NativeDecoder.open<ParakeetDecodeOptions>(
    await library(behaviour),
    ({ ParakeetContext }) => new ParakeetContext({ filePath: 'model', useGpu: true }),
    silentLog,
  );
}

const SECOND = new Int16Array(16_000);
const NEVER = 'return { promise: new Promise(() => undefined), stop: () => Promise.resolve() };';
/** Ends when it is stopped, and says so in the log as well. */
const UNTIL_STOPPED = `
  let end;
  const promise = new Promise((resolve) => { end = resolve; });
  const stop = () => {
    log('whisper_full_with_state: failed to encode\\n');
    setTimeout(() => end({ result: '', isAborted: true, segments: [] }), 5);
    return Promise.resolve();
  };
  return { promise, stop };`;

describe('a native decoder', () => {
  it('puts the log together from pieces', async () => {
    expect((await open({})).device).toEqual({ gpu: true, name: 'CUDA0' });
  });

  it('fails where the library only logs the failure and never settles its promise', async () => {
    const { decoder } = await open({ transcribeData: `log('whisper_full_with_state: failed to encode\\n'); ${NEVER}` });
    await expect(decoder.decode(SECOND, { maxThreads: 1 })).rejects.toMatchObject({
      code: 'recognizer-failed',
      message: 'The speech recogniser failed (whisper_full_with_state: failed to encode).',
      retryable: true,
    });
  });

  it('interrupts a decode that nobody wants', async () => {
    const { decoder } = await open({ transcribeData: UNTIL_STOPPED });
    const abort = new AbortController();
    const decode = decoder.decode(SECOND, { maxThreads: 1 }, abort.signal);
    abort.abort(new Error('nobody wants it'));
    await expect(decode).rejects.toThrow('nobody wants it');
    await expect(decoder.decode(SECOND, { maxThreads: 1 }, abort.signal)).rejects.toThrow('nobody wants it');
  });

  it('ends a decode that runs when it is closed', async () => {
    const { decoder } = await open({ transcribeData: NEVER });
    const failed = expect(decoder.decode(SECOND, { maxThreads: 1 })).rejects.toThrow(
      'The speech recogniser is closed.',
    );
    await decoder.close();
    await failed;
    await decoder.close();
  });

  it.each([
    ['ggml_cuda: cudaMalloc failed: out of memory', /does not fit into the memory\.$/u, /smaller model/u],
    ['whisper_init: failed to load model', /could not be loaded: failed to load model\.$/u, /again/u],
  ])('tells why a model was refused: %s', async (line, message, hint) => {
    const failed = open({ construct: `log('${line}\\n'); throw new Error('Failed to initialize whisper context');` });
    await expect(failed).rejects.toThrow(message);
    await expect(failed).rejects.toMatchObject({
      code: 'recognizer-failed',
      hint: expect.stringMatching(hint) as string,
    });
  });

  it('tells that the library itself cannot be loaded', async () => {
    const missing = path.join(folder, 'missing.node');
    const opened = NativeDecoder.open(missing, () => ({}) as never, silentLog);
    await expect(opened).rejects.toThrow(/^whisper\.node could not be loaded/u);
  });
});
