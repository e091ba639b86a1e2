import { computed, signal } from '@preact/signals';
import { englishName } from '../../../protocol/language/language-names.ts';
import type { EngineStatus } from '../../../protocol/status.ts';
import { takeToken, tokenFragment } from '../../shared/access-token.ts';
import type { ConnectionState } from '../../shared/caption-socket.ts';
import type { CaptionLayout } from '../../shared/url-options.ts';

/** The themes that come with Overlingo, the default one first. */
export const THEMES = ['classic', 'outline', 'card', 'neon'] as const;

/** One overlay that a streamer can add to OBS. */
export interface OverlayChoice {
  readonly layout: CaptionLayout;
  /** BCP-47 tag. Absent in the layout `source`. */
  readonly language?: string;
  readonly label: string;
}

/** Of the address of this page, which is that of another device then. */
export const token = takeToken();

export const connection = signal<ConnectionState>('connecting');
export const status = signal<EngineStatus | undefined>(undefined);
export const targetLanguages = signal<readonly string[]>([]);
export const theme = signal<(typeof THEMES)[number]>('classic');

/** The overlay that the visitor picked. */
const picked = signal<OverlayChoice | undefined>(undefined);

/** Every overlay that makes sense with the present target languages. */
export const overlayChoices = computed<readonly OverlayChoice[]>(() => {
  const targets = targetLanguages.value;
  return [
    ...targets.map((language) => ({ layout: 'translation' as const, language, label: languageName(language) })),
    ...targets.slice(0, 1).map((language) => ({
      layout: 'dual' as const,
      language,
      label: `${languageName(language)} + original`,
    })),
    { layout: 'source', label: 'Original' },
  ];
});

/** The overlay that is shown: the picked one as long as it exists, else the dual one, which explains itself. */
export const shownOverlay = computed<OverlayChoice>(() => {
  const choices = overlayChoices.value;
  return (
    choices.find(({ label }) => label === picked.value?.label) ??
    choices.find(({ layout }) => layout === 'dual') ?? { layout: 'source', label: 'Original' }
  );
});

export function pickOverlay(choice: OverlayChoice): void {
  picked.value = choice;
}

/** The path of an overlay, with its query and the token of this page. */
export function overlayPath({ layout, language }: OverlayChoice, themeName: string): string {
  const query = new URLSearchParams();
  if (layout !== 'translation') query.set('layout', layout);
  if (language !== undefined) query.set('lang', language);
  if (themeName !== THEMES[0]) query.set('theme', themeName);
  const text = query.toString();
  return `/overlay${text === '' ? '' : `?${text}`}${tokenFragment(token)}`;
}

function languageName(language: string): string {
  return englishName(language) ?? language;
}
