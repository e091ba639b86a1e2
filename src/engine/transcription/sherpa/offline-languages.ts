import path from 'node:path';
import { EUROPEAN_LANGUAGES } from '../parakeet-languages.ts';
import type { SherpaFiles } from '../sherpa-files.ts';

/** What Cohere Transcribe was trained on. */
export const COHERE_LANGUAGES: readonly string[] = 'en fr de es it pt nl pl el ar ja zh vi ko'.split(' ');

/** What Qwen3-ASR was trained on, besides dialects of Chinese. */
export const QWEN_LANGUAGES: readonly string[] =
  'zh en yue ar de fr es pt id it ko ru th vi ja tr hi ms nl sv da fi pl cs fil fa el hu mk ro'.split(' ');

/** Models of NeMo say where they are from, and so which one they are. */
const NEMO_MODELS: readonly (readonly [RegExp, readonly string[]])[] = [
  [/parakeet-tdt-0\.6b-v3/u, EUROPEAN_LANGUAGES],
  [/parakeet-(?:tdt-0\.6b-v2|unified-en|tdt_ctc-110m)/u, ['en']],
  [/parakeet-tdt_ctc-0\.6b-ja/u, ['ja']],
];

/** The languages of a model of NeMo; none where it does not say which one it is. */
export function nemoLanguages({ metadata }: SherpaFiles): readonly string[] {
  const url = metadata['url'] ?? '';
  const known = NEMO_MODELS.find(([pattern]) => pattern.test(url))?.[1];
  if (known) return known;
  const [, code] = /stt_([a-z]{2})_/u.exec(url) ?? [];
  return code === undefined ? [] : [code];
}

/** Each Moonshine v2 has one of these languages. */
const MOONSHINE = /moonshine.*[-_](ar|en|es|ja|ko|uk|vi|zh)(?:[-_]|$)/u;

/** The language of a Moonshine v2 by the name of its folder, as it is published and listed: its files do not tell. */
export function moonshineLanguages({ mergedDecoder = '' }: SherpaFiles): readonly string[] {
  const [, code] = MOONSHINE.exec(path.basename(path.dirname(path.resolve(mergedDecoder)))) ?? [];
  return code === undefined ? [] : [code];
}
