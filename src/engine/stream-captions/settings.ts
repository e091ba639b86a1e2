import { z } from 'zod';
import { setting, type IdleSetting } from '../setting.ts';
import { languageTag, variableName } from '../setting-text.ts';
import type { Immutable } from '../settings-section.ts';

/** What Overlingo calls the variable with the address. */
export const YOUTUBE_URL_VARIABLE = 'OVERLINGO_YOUTUBE_CAPTION_URL';

function idleUnsent(valueOf: (name: string) => unknown): IdleSetting | undefined {
  if (valueOf('youtube.captions') !== undefined) return undefined;
  return { because: 'no captions are sent to YouTube', hint: 'Add --youtube-captions with a language.' };
}

/** Captions that YouTube takes beside a stream. The section `youtube`. */
export const youtubeSettings = z.strictObject({
  captions: setting(languageTag.optional(), {
    description: 'captions that viewers can switch on, sent to YouTube beside the stream: language of the text',
    flag: 'youtube-captions',
    value: '<tag>',
    live: true,
  }),
  urlVariable: setting(variableName.default(YOUTUBE_URL_VARIABLE), {
    description: 'environment variable with the address that YouTube gives for captions, which is a secret',
    flag: 'youtube-url-variable',
    value: '<name>',
    idle: idleUnsent,
    live: true,
  }),
});

export type YouTubeSettings = Immutable<z.output<typeof youtubeSettings>>;
