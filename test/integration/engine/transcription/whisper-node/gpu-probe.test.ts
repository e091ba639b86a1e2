import { describe, expect, it } from 'vitest';
import { probeVariant } from '../../../../../src/engine/transcription/whisper-node/gpu-probe.ts';
import { findVariant } from '../../../../../src/engine/transcription/whisper-node/native-module.ts';

describe('the probe', () => {
  const installed = findVariant('default');

  it.runIf(installed)('loads a real binary in a process of its own', async () => {
    expect(await probeVariant(installed!)).toMatchObject({ usable: true });
  });

  it.each([
    ['process.abort()', 'it crashed with SIGABRT'],
    ["process.kill(process.pid, 'SIGSEGV')", 'it crashed with SIGSEGV'],
    ['process.exit(3)', 'it ended without an answer'],
    [
      "throw new Error('libcuda.so.1: cannot open shared object file: No such file or directory')",
      'libcuda.so.1 is missing',
    ],
    ["throw new Error('The specified module could not be found.')", 'The specified module could not be found'],
  ])('survives a binary that does: %s', async (program, reason) => {
    expect(await probeVariant('unused', program)).toEqual({ usable: false, reason });
  });
});
