import { primarySubtag } from '../../protocol/language/parse-language.ts';
import { EngineError } from '../errors.ts';

/** The languages that Whisper's vocabulary has a token for, as primary subtags. */
const WHISPER_LANGUAGES = new Set(
  (
    'en zh de es ru ko fr ja pt tr pl ca nl ar sv it id hi fi vi he uk el ms cs ro da hu ta no th ur hr bg lt la mi ml ' +
    'cy sk te fa lv bn sr az sl kn et mk br eu is hy ne mn bs kk sq sw gl mr pa si km sn yo so af oc ka be tg sd gu ' +
    'am yi lo uz fo ht ps tk nn mt sa lb my bo tl mg as tt haw ln ha ba jw su yue'
  ).split(' '),
);

/** BCP-47 subtags whose language Whisper knows by another code. */
const WHISPER_CODES: Readonly<Record<string, string>> = { jv: 'jw', nb: 'no', fil: 'tl' };

/**
 * The code that a Whisper model knows for a BCP-47 tag; `auto` stays `auto`. Checked before any native code sees it: an
 * unknown code ends the process that decodes.
 */
export function whisperLanguage(tag: string): string {
  if (tag === 'auto') return tag;
  const primary = primarySubtag(tag);
  const code = WHISPER_CODES[primary] ?? primary;
  if (!WHISPER_LANGUAGES.has(code)) {
    throw new EngineError('language-unknown', `The language "${tag}" is not known to the speech recogniser.`, {
      hint: 'Use a BCP-47 tag such as en, es, de or fr, or auto.',
      stage: 'transcription',
    });
  }
  return code;
}

/** The BCP-47 tag of a code that a Whisper model knows: some of its codes are deprecated. */
export function languageOfWhisper(code: string): string {
  return primarySubtag(code);
}
