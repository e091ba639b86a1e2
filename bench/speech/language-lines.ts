import { errorShare, pooledErrors, wordErrors, type WordErrors } from '../../test/support/speech/word-errors.ts';
import type { Recording } from '../../test/support/speech/recordings.ts';
import type { BenchLine } from '../report.ts';
import { errorGoal } from './error-goal.ts';
import { describeErrors } from './print-errors.ts';
import { BARE_NAME, type WholeWindow } from './whole-window.ts';

/** What was heard of a recording. */
export interface HeardText {
  readonly recording: Recording;
  readonly text: string;
}

/** The errors of each language beside bare whole windows; characters where a language has no spaces. @param name of the run. */
export function languageLines(name: string, heard: readonly HeardText[], windows: readonly WholeWindow[]): BenchLine[] {
  const languages = new Set(heard.flatMap(({ recording }) => recording.language ?? []));
  return [...languages].map((language): BenchLine => {
    const own = heard.filter(({ recording }) => recording.language === language);
    const errors = pooledErrors(own.map(({ recording, text }) => wordErrors(recording.text, text, language)));
    const peers = windows.map((window) => ({
      name: window.name,
      errors: pooledErrors(
        own.map(({ recording }) => wordErrors(recording.text, window.texts.get(recording.name) ?? '', language)),
      ),
    }));
    const bare = peers.find((peer) => peer.name === BARE_NAME) ?? peers[0];
    return {
      name: `${name}: word errors, ${language}`,
      value: 100 * errorShare(errors),
      unit: '%',
      ...(bare ? { goal: errorGoal(bare.errors) } : {}),
      detail: [describeErrors(errors), ...peers.map(describePeer)].join('; '),
    };
  });
}

function describePeer({ name, errors }: { readonly name: string; readonly errors: WordErrors }): string {
  return `${name} ${(100 * errorShare(errors)).toFixed(1)} %`;
}
