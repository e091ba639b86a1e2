import type { CaptionEvent } from '../../protocol/caption-event.ts';
import type { StatusNotice } from '../../protocol/status.ts';
import type { Clock } from '../pipeline/clock.ts';
import { notice, noticeOf } from '../pipeline/notice.ts';
import type { Stage } from '../pipeline/stage.ts';
import type { TermSource } from '../translation/term-source.ts';
import type { VocabularyConfig } from '../vocabulary-config.ts';
import { correctionStage } from '../vocabulary/glossary/correction-stage.ts';
import { LiveGlossary, type GlossaryReload } from '../vocabulary/glossary/live-glossary.ts';
import { maskStage } from '../vocabulary/masking/mask-stage.ts';
import { WordMask } from '../vocabulary/masking/word-mask.ts';

/** Whisper reads about 200 tokens of a prompt, which are about 600 characters of names. */
const LONGEST_PROMPT = 600;

interface VocabularyTools {
  readonly clock: Clock;
  readonly onNotice: (notice: StatusNotice) => void;
  readonly onTermsChanged: () => void;
}

/** The user's words at work. */
export interface Vocabulary {
  /** For translators; absent without a glossary. */
  readonly terms: TermSource | undefined;
  /** What recognisers are told to expect in a language (BCP-47 tag or `auto`); empty for nothing. */
  readonly prompt: (language: string) => string;
  /** Puts `translate` between the correction of terms and the masking of words. */
  readonly around: (translate: Stage<CaptionEvent, CaptionEvent>) => Stage<CaptionEvent, CaptionEvent>;
  readonly close: () => Promise<void>;
}

/** Reads the user's words. Throws a `glossary-invalid` error where the glossary is of no use. */
export async function openVocabulary(config: VocabularyConfig, tools: VocabularyTools): Promise<Vocabulary> {
  const onReload = (reload: GlossaryReload): void => {
    if (reload.type === 'reloaded') tools.onTermsChanged();
    tools.onNotice(toldOf(reload));
  };
  const { glossaryFile, mask } = config;
  const glossary =
    glossaryFile === undefined ? undefined : await LiveGlossary.open(glossaryFile, { clock: tools.clock, onReload });
  const correct = glossary && correctionStage(glossary);
  const hide = mask && maskStage(new WordMask(mask));
  return {
    terms: glossary,
    prompt: (language) => glossary?.current.prompt(language, LONGEST_PROMPT) ?? '',
    around: (translate) => (input, context) => {
      const translated = translate(correct?.(input, context) ?? input, context);
      return hide?.(translated, context) ?? translated;
    },
    close: async () => glossary?.close(),
  };
}

function toldOf(reload: GlossaryReload): StatusNotice {
  if (reload.type === 'refused') return noticeOf(reload.error, { level: 'warning', stage: 'translation' });
  const message = `The glossary now has ${reload.glossary.terms.length} terms.`;
  return notice('translation', { level: 'info', code: 'glossary-reloaded', message });
}
