import type { VirtualAudio } from '../../support/virtual-audio.ts';
import { TONE_MODULE } from '../../support/virtual-audio-config.ts';

/** Unplugs the microphone with the tone. */
export async function removeTone(audio: VirtualAudio): Promise<void> {
  const modules = (await audio.pactl('list', 'short', 'modules')).split('\n');
  const [index = ''] = modules.find((line) => line.includes(TONE_MODULE[1] ?? ''))?.split('\t') ?? [];
  await audio.pactl('unload-module', index);
}

/** Plugs the microphone with the tone in again. */
export async function addTone(audio: VirtualAudio): Promise<void> {
  await audio.pactl('load-module', ...TONE_MODULE);
}
