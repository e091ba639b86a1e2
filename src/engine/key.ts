import type { EngineErrorCode } from '../protocol/error-code.ts';
import type { StageName } from '../protocol/status.ts';
import { EngineError } from './errors.ts';

interface KeyOwner {
  /** Whose key it is, such as `DeepL`. */
  readonly owner: string;
  readonly code: EngineErrorCode;
  readonly stage: StageName;
  /** Where it was found, for the hint; absent where a program gave it. */
  readonly variable?: string | undefined;
}

/**
 * A key without the space around it.
 * @throws EngineError where no vendor can have given out such a key, without showing any of it.
 */
export function checkedKey(key: string, { owner, code, stage, variable }: KeyOwner): string {
  const trimmed = key.trim();
  const fault = faultOf(trimmed);
  if (fault === undefined) return trimmed;
  const place = variable === undefined ? '' : ` in ${shownVariable(variable)}`;
  throw new EngineError(code, `The key for ${owner}${place} ${fault}.`, {
    hint: 'Copy the key once more, and nothing else with it.',
    stage,
  });
}

/** The name of a variable in a sentence. Whoever gives a key instead of the name finds no trace of it. */
export function shownVariable(name: string): string {
  const isName = /^(?:[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+|[A-Z]{1,20}|[a-z]{1,20}(?:_[a-z]+)*)$/u.test(name);
  return isName ? `the environment variable ${name}` : 'the environment variable that the settings name';
}

/** The rest of a sentence that begins with the key. */
function faultOf(key: string): string | undefined {
  if (key === '') return 'is empty';
  if (/["'`´“”„‟«»‘’‚‛‹›「」＂＇]/u.test(key)) return 'has quotation marks, which belong to no key';
  if (/^(?:Bearer|DeepL-Auth-Key|Authorization:|Api-Key)(?=[\s:]|$)/iu.test(key)) {
    return 'begins with a word that is added automatically, such as Bearer';
  }
  if (/^[A-Za-z_]\w*=/u.test(key) && !key.endsWith('=')) return 'begins with the name of a variable';
  if (/[\r\n\u2028\u2029]/u.test(key)) return 'has several lines';
  if (/\s/u.test(key)) return 'has a space in it';
  if (!/^[\x21-\x7e]+$/u.test(key)) return 'has characters that no key has';
  return undefined;
}
