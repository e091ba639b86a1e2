import { readFileSync } from 'node:fs';
import path from 'node:path';

const demo = path.join(import.meta.dirname, '../assets/demo');

/** A demo clip with the times of its words, in milliseconds of media time. */
export interface LabelledClip {
  readonly language: string;
  readonly file: string;
  /** Mono, 16 kHz. */
  readonly samples: Float32Array;
  readonly words: readonly { readonly text: string; readonly startMs: number; readonly endMs: number }[];
}

/** Reads a demo clip, whose 16-bit header has no surprises. */
export function readClip(language: string): LabelledClip {
  const file = path.join(demo, `demo-${language}.wav`);
  const bytes = readFileSync(file);
  const start = bytes.indexOf('data') + 8;
  const values = new Int16Array(bytes.buffer.slice(bytes.byteOffset + start, bytes.byteOffset + bytes.length));
  const labels = JSON.parse(readFileSync(path.join(demo, `demo-${language}.json`), 'utf8')) as {
    words: [string, number, number][];
  };
  return {
    language,
    file,
    samples: Float32Array.from(values, (value) => value / 32768),
    words: labels.words.map(([text, from, to]) => ({ text, startMs: from * 1000, endMs: to * 1000 })),
  };
}
