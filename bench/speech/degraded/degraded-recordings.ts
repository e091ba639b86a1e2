import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { encodeWav } from '../../../src/engine/transcription/remote/wav.ts';
import { readWav } from '../../../test/support/clips.ts';
import type { Recording } from '../../../test/support/speech/recordings.ts';
import type { Degradation } from './degradations.ts';

/** Writes recordings as they sound with a degradation. The other voice of each is that of the recording behind it. */
export async function degradedRecordings(
  recordings: readonly Recording[],
  { apply }: Degradation,
  folder: string,
): Promise<Recording[]> {
  const degraded: Recording[] = [];
  for (const [index, recording] of recordings.entries()) {
    const samples = readWav(recording.file);
    const other = readWav(recordings[(index + 1) % recordings.length]?.file ?? recording.file);
    const file = path.join(folder, `${recording.name}.wav`);
    writeFileSync(file, encodeWav(await apply(samples, lasting(other, samples.length))));
    degraded.push({ ...recording, file });
  }
  return degraded;
}

/** A sound again and again until it has so many samples. */
export function lasting(samples: Float32Array, length: number): Float32Array {
  return Float32Array.from({ length }, (_, index) => samples[index % samples.length] ?? 0);
}
