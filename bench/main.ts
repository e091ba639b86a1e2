import { captureLines } from './capture-lines.ts';
import { readClip } from './clips.ts';
import { conditioningLines } from './conditioning-lines.ts';
import { decodeLines } from './decode-lines.ts';
import { liveLines } from './live-lines.ts';
import { localTranslationLines } from './local-translation-lines.ts';
import { memoryLines } from './memory-lines.ts';
import { printReport, type BenchLine } from './report.ts';
import { speechLiveCommand, speechTextCommand } from './speech/commands.ts';
import { speechLines } from './speech/speech-lines.ts';
import { streamLines } from './stream-lines.ts';
import { translationLines } from './translation-lines.ts';
import { vadLines } from './vad-lines.ts';

// Usage: npm run bench -- speech-text|speech-live [recording ...] prints what is heard of recordings of people, for development.
//    or: npm run bench [-- capture|conditioning|decode|vad|live|local-translation|memory|speech|stream|translation ...]; all parts where none is named. Takes about twenty minutes.

const clips = ['es', 'en', 'de', 'fr'].map(readClip);
const [spanish] = clips;
if (!spanish) throw new Error('The demo clips are missing.');

const parts: Readonly<Record<string, () => Promise<BenchLine[]>>> = {
  vad: () => vadLines(spanish),
  capture: () => captureLines(),
  conditioning: () => conditioningLines(spanish),
  decode: () => decodeLines(clips),
  live: () => liveLines(clips),
  'local-translation': () => localTranslationLines(),
  memory: () => memoryLines(spanish),
  speech: () => speechLines(),
  stream: () => streamLines(clips),
  translation: () => translationLines(clips),
};

const [command, ...names] = process.argv.slice(2);
if (command === 'speech-text') await speechTextCommand(names);
else if (command === 'speech-live') await speechLiveCommand(names);
else await measureParts();

async function measureParts(): Promise<void> {
  const wanted = process.argv.slice(2).filter((argument) => argument in parts);
  const lines: BenchLine[] = [];
  for (const [name, measure] of Object.entries(parts)) {
    if (wanted.length > 0 && !wanted.includes(name)) continue;
    console.error(`measuring ${name} ...`);
    lines.push(...(await measure()));
  }
  process.exitCode = printReport(lines) ? 0 : 1;
}
