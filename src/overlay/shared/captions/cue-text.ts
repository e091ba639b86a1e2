import type { Cue, CueTranslation } from '../../../protocol/cue.ts';
import { displayText } from './display-text.ts';
import { needsNoTranslation, shownTranslation, type LanguageChoice } from './language-choice.ts';
import type { OverlayOptions } from '../url-options.ts';

/** A text of a cue, ready to be drawn. */
export interface ShownText {
  readonly text: string;
  /** The name of the speaker as it stands at the beginning of `text`. Absent where nobody is named. */
  readonly label?: string;
  /** How much of `text`, from its beginning, does not change any more. */
  readonly stableLength: number;
  /** BCP-47 tag. */
  readonly language: string;
  readonly final: boolean;
  /** True where no translator could translate it. */
  readonly untranslated: boolean;
}

/** The texts of one cue for the two places of the screen. Absent where there is nothing to show. */
export interface CueTexts {
  readonly main?: ShownText;
  /** What was said, beside its translation. Only in the dual layout. */
  readonly source?: ShownText;
}

/** Where what is shown depends on the engine: the options, with the language of the translation decided. */
export type TextChoice = Pick<OverlayOptions, 'layout' | 'sources'> & LanguageChoice;

/** What to show of a cue. */
export function textsOf(cue: Cue, choice: TextChoice): CueTexts {
  const { layout, language, sources } = choice;
  if (!isWanted(cue, sources)) return {};
  const spoken = transcriptOf(cue);
  if (layout === 'source' || language === undefined) return spoken ? { main: labelled(spoken, cue.speaker) } : {};
  const main = translationOf(cue, choice) ?? (needsNoTranslation(cue.language, choice) ? spoken : undefined);
  const source = layout === 'dual' && main !== spoken && !main?.untranslated ? spoken : undefined;
  return { ...(main ? { main: labelled(main, cue.speaker) } : {}), ...(source ? { source } : {}) };
}

/** Puts the name of the speaker before a text, so that it is broken into lines together with it. */
function labelled(shown: ShownText, speaker: string | undefined): ShownText {
  const name = displayText(speaker ?? '');
  if (name === '') return shown;
  const label = `${name}: `;
  return { ...shown, label, text: label + shown.text, stableLength: label.length + shown.stableLength };
}

function isWanted(cue: Cue, sources: readonly string[]): boolean {
  if (sources.length === 0) return true;
  return [cue.sourceId, cue.speaker].some((name) => name !== undefined && sources.includes(name.toLowerCase()));
}

function transcriptOf(cue: Cue): ShownText | undefined {
  const stable = displayText(cue.stableText);
  const text = displayText(cue.stableText + cue.unstableText);
  if (text === '') return undefined;
  const stableLength = text.startsWith(stable) ? stable.length : 0;
  return { text, stableLength, language: cue.language, final: cue.final, untranslated: false };
}

function translationOf(cue: Cue, choice: LanguageChoice): ShownText | undefined {
  const tag = shownTranslation(Object.keys(cue.translations), choice);
  const translation: CueTranslation | undefined = tag === undefined ? undefined : cue.translations[tag];
  const text = displayText(translation?.text ?? '');
  if (tag === undefined || !translation || text === '') return undefined;
  const { final, untranslated } = translation;
  return { text, stableLength: text.length, language: untranslated ? cue.language : tag, final, untranslated };
}
