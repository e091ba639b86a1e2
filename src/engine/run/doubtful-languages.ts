import { doubtfulTag } from '../../protocol/language/doubtful-tag.ts';
import { wantedLanguages, type SpokenLanguage } from '../../protocol/spoken-language.ts';
import type { StageName, StatusNotice } from '../../protocol/status.ts';
import { notice } from '../pipeline/notice.ts';
import { everySpoken, type SourceConfig } from '../pipeline/source.ts';

/**
 * What the streamer must know of languages that are right, and perhaps not the ones that were meant: each once.
 * @param sources what is heard.
 * @param targets BCP-47 tags of the target languages.
 */
export function doubtfulLanguages(
  sources: readonly (SpokenLanguage & Pick<SourceConfig, 'changing'>)[],
  targets: readonly string[],
): readonly StatusNotice[] {
  const told = (stage: StageName, tags: readonly string[]): readonly StatusNotice[] =>
    [...new Set(tags)].flatMap((tag) => {
      const doubt = doubtfulTag(tag);
      return doubt ? [notice(stage, { level: 'warning', code: 'language-doubtful', ...doubt })] : [];
    });
  return [
    ...told('transcription', sources.flatMap(everySpoken).flatMap(wantedLanguages)),
    ...told('translation', targets),
  ];
}
