import { VirtualAudio, virtualAudioMissing } from '../test/support/virtual-audio.ts';
import { captureLatencyLines } from './capture-latency.ts';
import { captureLossLine } from './capture-loss.ts';
import type { BenchLine } from './report.ts';

/** What capture of a sound device costs in time, and whether it loses sound, on a sound server of its own. */
export async function captureLines(): Promise<BenchLine[]> {
  const missing = virtualAudioMissing();
  if (missing !== undefined) {
    console.error(`capture is left out: ${missing}`);
    return [];
  }
  await using audio = await VirtualAudio.start();
  return [...(await captureLatencyLines(audio)), await captureLossLine(audio)];
}
