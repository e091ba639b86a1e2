import { DEFAULT_CONDITIONING } from '../engine/audio/conditioning/conditioning-settings.ts';
import type { Engine } from '../engine/engine.ts';
import { toEngineError } from '../engine/errors.ts';
import type { GuestRoom } from '../engine/server/guests/guest-room.ts';
import { hearGuests } from '../engine/server/guests/hear-guests.ts';
import type { PageSound } from '../engine/server/page-sound.ts';
import type { SpokenLanguage } from '../protocol/spoken-language.ts';

/** Makes every page that sends sound a source of the engine, and tells the streamer of it. Gives back what ends that. */
export function hearPages(engine: Engine, pages: GuestRoom<PageSound>, spoken: SpokenLanguage): () => void {
  const tell = (level: 'info' | 'error', code: string, message: string): void =>
    engine.notify({ type: 'status-notice', level, stage: 'capture', code, message });
  return hearGuests(pages, {
    engine,
    spoken,
    shown: true,
    conditioning: DEFAULT_CONDITIONING,
    watch: {
      onJoined: ({ name }) => tell('info', 'browser-joined', `A browser sends sound${name === '' ? '' : `: ${name}`}.`),
      onLeft: () => tell('info', 'browser-left', 'A browser has stopped to send sound.'),
      onFailed: (_session, error) => {
        const { code, message } = toEngineError(error);
        tell('error', code, message);
      },
    },
  });
}
