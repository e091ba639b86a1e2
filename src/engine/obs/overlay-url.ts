import { sameTag } from '../../protocol/language/same-language.ts';
import type { CAPTION_POSITIONS, CaptionLayout } from '../../protocol/overlay-parameters.ts';

/** What an overlay source shall show. */
export interface WantedOverlay {
  /** Language of the translation; the first target language where absent. */
  readonly language?: string | undefined;
  /** As it is, or as the configuration has it, where absent. */
  readonly layout?: CaptionLayout | undefined;
  /** Where it stands, if its address does not say it. */
  readonly position?: (typeof CAPTION_POSITIONS)[number] | undefined;
}

/** Whether an overlay of this address is for the language. */
export function isFor(url: string, { language }: WantedOverlay): boolean {
  const given = new URL(url.trim()).searchParams.get('lang') ?? '';
  if (language === undefined || given === '') return language === undefined && given === '';
  return sameTag(given, language);
}

/** The address with what is wanted. All else that stands in it stays as the streamer has written it. */
export function withWanted(url: string, { language, layout, position }: WantedOverlay): string {
  const missing = Object.entries({
    lang: isFor(url, { language }) ? undefined : language,
    layout,
    position: positionOf(url) === undefined ? position : undefined,
  });
  const address = new URL(url.trim());
  const { searchParams } = address;
  const changes = missing.flatMap(([name, value]) =>
    value === undefined || value === searchParams.get(name) ? [] : [[name, value] as const],
  );
  for (const [name, value] of changes) searchParams.set(name, value);
  return changes.length > 0 ? address.href : url;
}

/** Where an overlay of this address stands; undefined where that does not say it. */
export function positionOf(url: string): string | undefined {
  return new URL(url.trim()).searchParams.get('position') ?? undefined;
}
