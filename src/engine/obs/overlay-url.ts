import { sameTag } from '../../protocol/language/same-language.ts';
import type { CaptionLayout } from '../../protocol/overlay-parameters.ts';

/** What an overlay source shall show. */
export interface WantedOverlay {
  /** Language of the translation; the first target language where absent. */
  readonly language?: string | undefined;
  /** As it is, or as the configuration has it, where absent. */
  readonly layout?: CaptionLayout | undefined;
}

/** Whether an overlay of this address is for the language. */
export function isFor(url: string, { language }: WantedOverlay): boolean {
  const given = new URL(url.trim()).searchParams.get('lang') ?? '';
  if (language === undefined || given === '') return language === undefined && given === '';
  return sameTag(given, language);
}

/** The address with what is wanted. All else that stands in it stays as the streamer has written it. */
export function withWanted(url: string, { language, layout }: WantedOverlay): string {
  const address = new URL(url.trim());
  const { searchParams } = address;
  if (language !== undefined && !isFor(url, { language })) searchParams.set('lang', language);
  if (layout !== undefined && searchParams.get('layout') !== layout) searchParams.set('layout', layout);
  else if (language === undefined || isFor(url, { language })) return url;
  return address.href;
}
