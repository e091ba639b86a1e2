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
  const address = new URL(url.trim());
  const { searchParams } = address;
  let isOther = false;
  const set = (name: string, value: string): void => {
    searchParams.set(name, value);
    isOther = true;
  };
  if (language !== undefined && !isFor(url, { language })) set('lang', language);
  if (layout !== undefined && searchParams.get('layout') !== layout) set('layout', layout);
  if (position !== undefined && positionOf(url) === undefined) set('position', position);
  return isOther ? address.href : url;
}

/** Where an overlay of this address stands; undefined where that does not say it. */
export function positionOf(url: string): string | undefined {
  return new URL(url.trim()).searchParams.get('position') ?? undefined;
}
