import { readFileSync } from 'node:fs';
import path from 'node:path';
import { asset, fixture } from './files.ts';

/** One sentence or clip with what is said in it. */
export interface Clip {
  readonly language: string;
  readonly text: string;
  /** Mono, 16 kHz. */
  readonly samples: Float32Array;
}

/** Reads a 16-bit mono WAV of ours, whose header has no surprises. */
export function readWav(file: string): Float32Array {
  const bytes = readFileSync(file);
  const start = bytes.indexOf('data') + 8;
  const values = new Int16Array(bytes.buffer.slice(bytes.byteOffset + start, bytes.byteOffset + bytes.length));
  return Float32Array.from(values, (value) => value / 32768);
}

/** Utterances that the bundled model was not trained on. @param count for each language. */
export function heldOutClips(count: number): Clip[] {
  const lines = readFileSync(fixture('heldout/references.jsonl'), 'utf8').trim().split('\n');
  const references = lines.map((line) => JSON.parse(line) as { file: string; lang: string; text: string });
  const seen = new Map<string, number>();
  return references
    .filter(({ lang }) => {
      const number = (seen.get(lang) ?? 0) + 1;
      seen.set(lang, number);
      return number <= count;
    })
    .map(({ file, lang, text }) => ({ language: lang, text, samples: readWav(fixture('heldout', file)) }));
}

/** A demo clip of about 50 s. */
export function demoClip(language: string): Clip & { readonly file: string } {
  const file = asset('demo', `demo-${language}.wav`);
  const { text } = JSON.parse(readFileSync(path.join(asset('demo'), `demo-${language}.json`), 'utf8')) as {
    text: string;
  };
  return { language, text, file, samples: readWav(file) };
}
