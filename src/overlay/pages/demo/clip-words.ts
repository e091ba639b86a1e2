import { englishName } from '../../../protocol/language/language-names.ts';
import type { ClipStatus } from '../../../protocol/clip-contract.ts';
import type { ClipSound } from './clip-sound.ts';

/** What goes on with the clip, in one sentence. */
export function clipSentence({ state, language, controls }: ClipStatus, sound: ClipSound): string {
  const spoken = englishName(language) ?? language;
  switch (state) {
    case 'starting':
      return 'The models are being loaded.';
    case 'playing':
      if (sound === 'failed') return `A ${spoken} clip is playing. This browser cannot play its sound.`;
      return sound === 'on' ? `You hear a ${spoken} clip.` : `A ${spoken} clip is playing without its sound.`;
    case 'ended':
      return controls ? 'The clip has ended.' : 'The clip has ended. Start the demo again to hear it once more.';
    case 'stopped':
      return 'The clip was stopped.';
  }
}

/** A time such as `0:42`. @param ms milliseconds. */
export function clockText(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
