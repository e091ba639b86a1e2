import { loadavg } from 'node:os';
import { audienceLines } from './audience-lines.ts';
import { captureLines } from './capture-lines.ts';
import { readClip } from './clips.ts';
import { conditioningLines } from './conditioning-lines.ts';
import { decodeLines } from './decode-lines.ts';
import { liveLines } from './live-lines.ts';
import { localTranslationLines } from './local-translation-lines.ts';
import { memoryLines } from './memory-lines.ts';
import { printReport, type BenchLine } from './report.ts';
import { speechLiveCommand, speechTextCommand } from './speech/commands.ts';
import { degradedLines } from './speech/degraded-lines.ts';
import { errorLines } from './speech/error-lines.ts';
import { guardLines } from './speech/guard-lines.ts';
import { pageLines } from './speech/page-lines.ts';
import { playedLines } from './speech/played-lines.ts';
import { unbrokenLines } from './speech/unbroken-lines.ts';
import { streamLines } from './stream-lines.ts';
import { translationLines } from './translation-lines.ts';
import { vadLines } from './vad-lines.ts';

// Usage: npm run bench [-- part ...]; all parts where none is named, a group such as `speech` by its first word.
//    or: npm run bench -- speech-text|speech-live [recording ...]; prints what is heard of recordings, for development.

const clips = ['es', 'en', 'de', 'fr'].map(readClip);
const [spanish] = clips;
if (!spanish) throw new Error('The demo clips are missing.');

const parts: Readonly<Record<string, () => Promise<BenchLine[]>>> = {
  vad: () => vadLines(spanish),
  audience: () => audienceLines(),
  capture: () => captureLines(),
  conditioning: () => conditioningLines(spanish),
  decode: () => decodeLines(clips),
  live: () => liveLines(clips),
  'local-translation': () => localTranslationLines(),
  memory: () => memoryLines(spanish),
  'speech-errors': () => errorLines(),
  'speech-guards': () => guardLines(),
  'speech-degraded': () => degradedLines(),
  'speech-delays': () => playedLines(),
  'speech-unbroken': () => unbrokenLines(),
  'speech-page': () => pageLines(spanish),
  stream: () => streamLines(clips),
  translation: () => translationLines(clips),
};

/** Other programs on the processor make delays longer, so that goals are missed for nothing. */
const BUSY_LOAD = 0.5;

const [command, ...names] = process.argv.slice(2);
if (command === 'speech-text') await speechTextCommand(names);
else if (command === 'speech-live') await speechLiveCommand(names);
else await measureParts(process.argv.slice(2));

async function measureParts(wanted: readonly string[]): Promise<void> {
  const unknown = wanted.filter((name) => !Object.keys(parts).some((part) => belongsTo(part, name)));
  if (unknown.length > 0) throw new Error(`There is no part ${unknown.join(', ')}.`);
  const [load = 0] = loadavg();
  if (load > BUSY_LOAD)
    console.error(`The machine is busy (load ${load.toFixed(1)}): expect longer delays than it could have.`);
  const lines: BenchLine[] = [];
  for (const [name, measure] of Object.entries(parts)) {
    if (wanted.length > 0 && !wanted.some((part) => belongsTo(name, part))) continue;
    console.error(`measuring ${name} ...`);
    lines.push(...(await measure()));
  }
  process.exitCode = printReport(lines) ? 0 : 1;
}

function belongsTo(part: string, wanted: string): boolean {
  return part === wanted || part.startsWith(`${wanted}-`);
}
