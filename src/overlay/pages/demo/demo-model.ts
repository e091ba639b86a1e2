import { computed, signal } from '@preact/signals';
import type { ClipAction, ClipStatus } from '../../../protocol/clip-contract.ts';
import type { EngineStatus } from '../../../protocol/status.ts';
import { takeToken } from '../../shared/access-token.ts';
import type { ConnectionState } from '../../shared/caption-socket.ts';
import { overlayChoicesFor, type OverlayChoice } from '../../shared/overlay-choices.ts';

/** The themes that come with Overlingo, the default one first. */
export const THEMES = ['classic', 'outline', 'card', 'subtitle', 'contrast', 'comic', 'neon', 'terminal'] as const;

/** Of the address of this page, which is that of another device then. */
export const token = takeToken();

export const connection = signal<ConnectionState>('connecting');
export const status = signal<EngineStatus | undefined>(undefined);
export const targetLanguages = signal<readonly string[]>([]);
/** The clip that this run plays, and when that was heard, on the page's clock. Undefined where it plays none. */
export const clip = signal<{ readonly status: ClipStatus; readonly atMs: number } | undefined>(undefined);
export const theme = signal<(typeof THEMES)[number]>('classic');

/** The overlay that the visitor picked. */
const picked = signal<OverlayChoice | undefined>(undefined);

/** Every overlay that makes sense with the present target languages. */
export const overlayChoices = computed<readonly OverlayChoice[]>(() => overlayChoicesFor(targetLanguages.value));

/** The overlay that is shown: the picked one as long as it exists, else the dual one, which explains itself. */
export const shownOverlay = computed<OverlayChoice>(() => {
  const choices = overlayChoices.value;
  return (
    choices.find(({ label }) => label === picked.value?.label) ??
    choices.find(({ layout }) => layout === 'dual') ?? { layout: 'source', label: 'Original' }
  );
});

/** What tells the engine to play or stop the clip, once there is a connection. */
let tellEngine: (action: ClipAction) => void = () => undefined;

/** Plays the clip from its beginning, or stops it. */
export function controlClip(action: ClipAction): void {
  tellEngine(action);
}

/** Says how the engine is told. */
export function controlClipBy(tell: (action: ClipAction) => void): void {
  tellEngine = tell;
}

export function pickOverlay(choice: OverlayChoice): void {
  picked.value = choice;
}
