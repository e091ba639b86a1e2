import { readdirSync } from 'node:fs';
import path from 'node:path';
import { readWav } from '../../test/support/clips.ts';
import { realModel, type Recording } from '../../test/support/speech/recordings.ts';
import { createBareRecognizer, type BareDecode } from '../bare-recognizer.ts';

/** A window of Whisper holds 30 s; the library keeps a little of it. */
const WINDOW_MS = 28_000;
const WINDOW_FRAMES = 3000;

/** Decodes whole windows with the speech library alone. Undefined where it does not know weights of that form. */
export function createWindowDecoder(model: string): ((recording: Recording) => Promise<string>) | undefined {
  const folder = realModel(model);
  const encoder = readModelFolder(folder).find((file) => file.endsWith('-encoder.onnx'));
  if (encoder === undefined) return undefined;
  const base = path.join(folder, encoder.replace(/-encoder\.onnx$/u, ''));
  const loaded = new Map<string, BareDecode>();
  return async (recording) => {
    const language = recording.language ?? 'en';
    const decode =
      loaded.get(language) ?? createBareRecognizer(language, { model: base, paddingFrames: WINDOW_FRAMES });
    loaded.set(language, decode);
    const samples = readWav(recording.file);
    const texts: string[] = [];
    const cuts = [0, ...windowCuts(recording, samples.length / 16), samples.length / 16];
    for (const [index, fromMs] of cuts.slice(0, -1).entries()) {
      texts.push((await decode(samples.slice(fromMs * 16, cuts[index + 1]! * 16))).text);
    }
    return texts.join(' ');
  };
}

function readModelFolder(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** Where a recording that is longer than a window is cut: in the longest pause of the second half of each window. */
function windowCuts({ words }: Recording, lengthMs: number): number[] {
  const cuts: number[] = [];
  let fromMs = 0;
  while (lengthMs - fromMs > WINDOW_MS) {
    const [earliestMs, latestMs] = [fromMs + WINDOW_MS / 2, fromMs + WINDOW_MS];
    const pauses = words.flatMap(({ endMs }, index) => {
      const next = words[index + 1];
      return next && endMs > earliestMs && next.startMs < latestMs ? [{ endMs, lengthMs: next.startMs - endMs }] : [];
    });
    const best = pauses.reduce((a, b) => (b.lengthMs > a.lengthMs ? b : a), { endMs: latestMs, lengthMs: 0 });
    fromMs = Math.round(best.endMs + best.lengthMs / 2);
    cuts.push(fromMs);
  }
  return cuts;
}
