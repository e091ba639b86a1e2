import { isUnspaced } from '../../../protocol/language/writing.ts';

/** The space between kept words and the words of another hypothesis, which may have none to bring. */
export function missingSpace(left: string, right: string, language: string): string {
  const spacedScript = /[\p{Script=Latin}\p{N}]/u;
  const bothSpaced = spacedScript.test(left.slice(-1)) && spacedScript.test(right.slice(0, 1));
  return isUnspaced(language) && !bothSpaced ? '' : ' ';
}
