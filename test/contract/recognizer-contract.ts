import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Recognizer } from '../../src/engine/transcription/recognizer.ts';
import { recognizerContract, type SpokenClip } from '../../src/testing/recognizer-contract.ts';
import { readWav } from '../support/clips.ts';
import { describeContract } from '../support/describe-contract.ts';
import { fixture } from '../support/files.ts';

/** A recorded sentence that no model was trained on. */
interface HeldOutClip extends SpokenClip {
  readonly english: string;
}

interface Options {
  /** Ids of the clips that are recognised, at least two; the first one also serves the other cases. */
  readonly clips: readonly string[];
  readonly wordErrorLimit: number;
  readonly detectsLanguage?: boolean;
  /** Id of a clip in another language than English, and its own limit. */
  readonly translation?: { readonly clip: string; readonly wordErrorLimit: number };
}

/** What every recogniser promises to the pipeline. `open` is called once. */
export function describeRecognizer(
  name: string,
  open: () => Promise<Recognizer>,
  { clips: [first = '', second = '', ...more], translation, ...options }: Options,
): void {
  const { clip, wordErrorLimit } = translation ?? {};
  const contract = recognizerContract(open, {
    ...options,
    clips: [heldOutClip(first), heldOutClip(second), ...more.map(heldOutClip)],
    ...(clip === undefined || wordErrorLimit === undefined
      ? {}
      : { translation: { ...heldOutClip(clip), wordErrorLimit } }),
  });
  describeContract(`${name} keeps the contract of recognisers`, contract);
}

/** A clip of `test/fixtures/heldout` with its reference. */
export function heldOutClip(id: string): HeldOutClip {
  const lines = readFileSync(fixture('heldout/references.jsonl'), 'utf8').trim().split('\n');
  const found = lines.map((line) => JSON.parse(line) as Reference).find((one) => one.id === id);
  if (!found) throw new Error(`There is no clip ${id}.`);
  const { lang, text, english, file } = found;
  return { language: lang, text, english, samples: readWav(path.join(fixture('heldout'), file)) };
}

interface Reference {
  readonly id: string;
  readonly file: string;
  readonly lang: string;
  readonly text: string;
  readonly english: string;
}
