import { readClip } from './clips.ts';
import { decodeLines } from './decode-lines.ts';
import { liveLines } from './live-lines.ts';
import { memoryLines } from './memory-lines.ts';
import { printReport, type BenchLine } from './report.ts';
import { vadLines } from './vad-lines.ts';

// Usage: npm run bench [-- decode|vad|live|memory ...]; all parts where none is named. Takes about eight minutes.

const clips = ['es', 'en', 'de', 'fr'].map(readClip);
const [spanish] = clips;
if (!spanish) throw new Error('The demo clips are missing.');

const parts: Readonly<Record<string, () => Promise<BenchLine[]>>> = {
  vad: () => vadLines(spanish),
  decode: () => decodeLines(clips),
  live: () => liveLines(clips),
  memory: () => memoryLines(spanish),
};

const wanted = process.argv.slice(2).filter((argument) => argument in parts);
const lines: BenchLine[] = [];
for (const [name, measure] of Object.entries(parts)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  console.error(`measuring ${name} ...`);
  lines.push(...(await measure()));
}
process.exitCode = printReport(lines) ? 0 : 1;
