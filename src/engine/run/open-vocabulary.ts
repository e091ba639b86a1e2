import type { CaptionEvent } from '../../protocol/caption-event.ts';
import type { StatusNotice } from '../../protocol/status.ts';
import type { Clock } from '../pipeline/clock.ts';
import { notice, noticeOf } from '../pipeline/notice.ts';
import type { Stage } from '../pipeline/stage.ts';
import type { TermSource } from '../translation/term-source.ts';
import { correctionStage } from '../vocabulary/glossary/correction-stage.ts';
import { Glossary } from '../vocabulary/glossary/glossary.ts';
import { LiveGlossary, type GlossaryReload } from '../vocabulary/glossary/live-glossary.ts';
import { maskStage } from '../vocabulary/masking/mask-stage.ts';
import { NO_MASK, WordMask, type Mask } from '../vocabulary/masking/word-mask.ts';
import type { VocabularySettings } from '../vocabulary/settings.ts';

/** Whisper reads about 200 tokens of a prompt, which are about 600 characters of names. */
const LONGEST_PROMPT = 600;

const NO_TERMS = new Glossary([], 0);

interface VocabularyTools {
  readonly clock: Clock;
  readonly onNotice: (notice: StatusNotice) => void;
  readonly onTermsChanged: () => void;
}

/** The user's words at work. They may become others while captions run. */
export interface Vocabulary {
  /** For translators; absent without a glossary. */
  readonly terms: TermSource | undefined;
  /** What recognisers are told to expect in a language (BCP-47 tag or `auto`); empty for nothing. */
  readonly prompt: (language: string) => string;
  /** Puts `translate` between the correction of terms and the masking of words. */
  readonly around: (translate: Stage<CaptionEvent, CaptionEvent>) => Stage<CaptionEvent, CaptionEvent>;
  /**
   * Uses other words from the next text on. Translators keep the former `terms` until they are opened anew.
   * @throws EngineError `glossary-invalid`, `usage` where they are of no use; the former ones stay then.
   */
  readonly change: (settings: VocabularySettings) => Promise<void>;
  readonly close: () => Promise<void>;
}

/** Words that were read. */
interface Words {
  readonly settings: VocabularySettings;
  readonly glossary: LiveGlossary | undefined;
  readonly mask: Mask;
}

/** Reads the user's words. Throws a `glossary-invalid` error where the glossary is of no use. */
export async function openVocabulary(settings: VocabularySettings, tools: VocabularyTools): Promise<Vocabulary> {
  let words = await readWords(settings, tools);
  const correct = correctionStage({
    get current() {
      return words.glossary?.current ?? NO_TERMS;
    },
  });
  const hide = maskStage({ rewriter: (language) => words.mask.rewriter(language) });
  return {
    get terms() {
      return words.glossary;
    },
    prompt: (language) => words.glossary?.current.prompt(language, LONGEST_PROMPT) ?? '',
    around: (translate) => (input, context) => hide(translate(correct(input, context), context), context),
    async change(next) {
      const before = words;
      words = await readWords(next, tools, before);
      if (before.glossary !== words.glossary) await before.glossary?.close();
    },
    close: async () => words.glossary?.close(),
  };
}

/** @param before those of which the glossary is kept, where it is the same file. */
async function readWords(settings: VocabularySettings, tools: VocabularyTools, before?: Words): Promise<Words> {
  const { glossary: file, mask: style, maskWords, allowWords } = settings;
  // First, since it leaves nothing open behind where it fails.
  const mask = style === 'off' ? NO_MASK : new WordMask({ style, maskWords, allowWords });
  if (before && before.settings.glossary === file) return { settings, glossary: before.glossary, mask };
  const onReload = (reload: GlossaryReload): void => {
    if (reload.type === 'reloaded') tools.onTermsChanged();
    tools.onNotice(toldOf(reload));
  };
  const glossary = file === undefined ? undefined : await LiveGlossary.open(file, { clock: tools.clock, onReload });
  return { settings, glossary, mask };
}

function toldOf(reload: GlossaryReload): StatusNotice {
  if (reload.type === 'refused') return noticeOf(reload.error, { level: 'warning', stage: 'translation' });
  const message = `The glossary now has ${reload.glossary.terms.length} terms.`;
  return notice('translation', { level: 'info', code: 'glossary-reloaded', message });
}
