import { DEFAULT_CONDITIONING } from '../../engine/audio/conditioning/conditioning-settings.ts';
import type { Engine } from '../../engine/engine.ts';
import { notice, noticeOf } from '../../engine/pipeline/notice.ts';
import type { SourceHost } from '../../engine/pipeline/source.ts';
import type { GuestRoom } from '../../engine/server/guests/guest-room.ts';
import { hearGuests } from '../../engine/server/guests/hear-guests.ts';
import type { PageSound } from '../../engine/server/page-sound.ts';
import type { SpokenLanguage } from '../../protocol/spoken-language.ts';

/** Makes every page that sends sound a source of the engine, and tells the streamer of it. Gives back what ends that. */
export function hearPages(
  engine: SourceHost & Pick<Engine, 'notify'>,
  pages: GuestRoom<PageSound>,
  spoken: SpokenLanguage,
): () => void {
  const tell = (code: 'browser-joined' | 'browser-left', message: string): void =>
    engine.notify(notice('capture', { level: 'info', code, message }));
  return hearGuests(pages, {
    engine,
    spoken,
    shown: true,
    conditioning: DEFAULT_CONDITIONING,
    watch: {
      onJoined: ({ name }) => tell('browser-joined', `A browser sends sound${name === '' ? '' : `: ${name}`}.`),
      onLeft: () => tell('browser-left', 'A browser has stopped sending sound.'),
      onFailed: (_session, error) => engine.notify(noticeOf(error, { level: 'error', stage: 'capture' })),
    },
  });
}
