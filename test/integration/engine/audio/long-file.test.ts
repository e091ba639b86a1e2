import { truncateSync } from 'node:fs';
import { expect, it } from 'vitest';
import { createFileCapture } from '../../../../src/engine/audio/file-capture.ts';
import { chunk, passingClock, formatChunk, temporaryFolder } from '../../../support/audio/audio-support.ts';

const never = new AbortController().signal;

it('the capture of a file reads an hour of sound in bounded memory', async () => {
  using folder = temporaryFolder();
  const format = chunk('fmt ', formatChunk({ encoding: 's16le', sampleRate: 16_000, channels: 2 }));
  const bytes = 3600 * 16_000 * 4;
  const head = chunk('RIFF', Buffer.concat([Buffer.from('WAVE'), format, chunk('data', Buffer.alloc(0), bytes)]));
  const file = folder.write('hour.wav', head);
  truncateSync(file, head.length + bytes);
  const before = process.memoryUsage();
  let endSample = 0;
  let mostBytes = 0;
  const capture = createFileCapture({ path: file, pace: 'unpaced', clock: passingClock() });
  for await (const { startSample } of capture.frames(never)) {
    endSample = startSample + 512;
    if (startSample % 512_000 !== 0) continue;
    const now = process.memoryUsage();
    mostBytes = Math.max(mostBytes, now.heapUsed + now.external - before.heapUsed - before.external);
  }
  expect(endSample).toBe(3600 * 16_000);
  // The file has 230 MB. The rest is what the garbage collector has not come round to.
  expect(mostBytes).toBeLessThan(100_000_000);
});
