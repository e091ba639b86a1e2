import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

const shared = path.join(import.meta.dirname, '../../../../shared');

/** Where recordings of people lie. */
const recordingsFolder = process.env['SPEECH_RECORDINGS'] ?? path.join(shared, 'speech');

/** Where real weights lie. */
const modelsFolder = process.env['SPEECH_MODELS'] ?? path.join(shared, 'models/real');

/** A recording with what is said in it. */
export interface Recording {
  /** The name of its file without the ending, such as `talk-es`. */
  readonly name: string;
  readonly file: string;
  /** BCP-47; absent where nobody speaks. */
  readonly language?: string;
  /** What is said; empty where nobody speaks. */
  readonly text: string;
  /** The words with their times in milliseconds since the start. */
  readonly words: readonly SpokenWord[];
}

/** A word with the media time at which it is said, in milliseconds. */
export interface SpokenWord {
  readonly text: string;
  readonly startMs: number;
  readonly endMs: number;
}

/** A model of that name in the folder of real weights, or the path that was given. */
export function realModel(name: string): string {
  return existsSync(name) ? path.resolve(name) : path.join(modelsFolder, name);
}

/** Why nothing can be measured on real speech here, in one sentence; undefined where it can. */
export function realSpeechMissing(model: string): string | undefined {
  const references = path.join(recordingsFolder, 'references.json');
  if (!existsSync(references)) return `Real speech is skipped: there are no recordings (${references}).`;
  if (!existsSync(realModel(model))) return `Real speech is skipped: there are no real weights (${realModel(model)}).`;
  return undefined;
}

/** The recordings of the folder. @param names only these; all when empty. Throws where one is unknown. */
export function readRecordings(names: readonly string[] = []): Recording[] {
  const text = readFileSync(path.join(recordingsFolder, 'references.json'), 'utf8');
  const all = (JSON.parse(text) as Reference[]).map(toRecording);
  const unknown = names.find((name) => all.every((recording) => recording.name !== name));
  if (unknown !== undefined) throw new Error(`There is no recording ${unknown} in ${recordingsFolder}.`);
  return names.length === 0 ? all : all.filter(({ name }) => names.includes(name));
}

interface Reference {
  readonly file: string;
  readonly language?: string | null;
  readonly text: string;
  readonly words?: readonly [string, number, number][];
}

function toRecording({ file, language, text, words = [] }: Reference): Recording {
  return {
    name: path.parse(file).name,
    file: path.join(recordingsFolder, file),
    ...(language ? { language } : {}),
    text,
    words: words.map(([word, from, to]) => ({ text: word, startMs: from * 1000, endMs: to * 1000 })),
  };
}
