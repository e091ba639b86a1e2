import { englishName } from '../../protocol/language/language-names.ts';
import { tokenFragment } from './access-token.ts';
import type { CaptionLayout } from '../../protocol/overlay-parameters.ts';
import { DEFAULT_THEME } from './url-options.ts';

/** One overlay that a streamer can add to OBS. */
export interface OverlayChoice {
  readonly layout: CaptionLayout;
  /** BCP-47 tag. Absent in the layout `source`. */
  readonly language?: string;
  readonly label: string;
}

/** Every overlay that makes sense with these target languages. */
export function overlayChoicesFor(targets: readonly string[]): readonly OverlayChoice[] {
  return [
    ...targets.map((language) => ({ layout: 'translation' as const, language, label: languageName(language) })),
    ...targets.slice(0, 1).map((language) => ({
      layout: 'dual' as const,
      language,
      label: `${languageName(language)} + original`,
    })),
    { layout: 'source', label: 'Original' },
  ];
}

/** The path of an overlay, with its query and the token of this page. */
export function overlayPath({ layout, language }: OverlayChoice, theme: string, token: string | undefined): string {
  const query = new URLSearchParams();
  if (layout !== 'translation') query.set('layout', layout);
  if (language !== undefined) query.set('lang', language);
  if (theme !== DEFAULT_THEME) query.set('theme', theme);
  const text = query.toString();
  return `/overlay${text === '' ? '' : `?${text}`}${tokenFragment(token)}`;
}

function languageName(language: string): string {
  return englishName(language) ?? language;
}
