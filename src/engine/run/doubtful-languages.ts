import { doubtfulTag } from '../../protocol/language/doubtful-tag.ts';
import { wantedLanguages, type SpokenLanguage } from '../../protocol/spoken-language.ts';
import type { StageName, StatusNotice } from '../../protocol/status.ts';
import { notice } from '../pipeline/notice.ts';

/**
 * What the streamer must know of languages that are right, and perhaps not the ones that were meant: each once.
 * @param spoken what may be spoken, by source.
 * @param targets BCP-47 tags of the target languages.
 */
export function doubtfulLanguages(
  spoken: readonly SpokenLanguage[],
  targets: readonly string[],
): readonly StatusNotice[] {
  const told = (stage: StageName, tags: readonly string[]): readonly StatusNotice[] =>
    [...new Set(tags)].flatMap((tag) => {
      const doubt = doubtfulTag(tag);
      return doubt ? [notice(stage, { level: 'warning', code: 'language-doubtful', ...doubt })] : [];
    });
  return [...told('transcription', spoken.flatMap(wantedLanguages)), ...told('translation', targets)];
}
