import type { SpokenLanguage } from '../protocol/spoken-language.ts';
import type { BrowserSources } from '../engine/audio/browser/browser-sources.ts';
import { DEFAULT_CONDITIONING } from '../engine/audio/conditioning/conditioning-settings.ts';
import type { Engine } from '../engine/engine.ts';
import { addGuest, guestRefusal } from '../engine/pipeline/guest.ts';
import { notice, noticeOf } from '../engine/pipeline/notice.ts';
import type { SourceHost } from '../engine/pipeline/source.ts';

/** Makes every page that sends sound a source of the engine, for as long as it stays. Gives back what ends that. */
export function hearPages(
  engine: SourceHost & Pick<Engine, 'notify'>,
  browsers: BrowserSources,
  common: SpokenLanguage,
): () => void {
  return browsers.subscribe({
    onSession: (session) => {
      const { id, name, capture } = session;
      const language = session.language === 'auto' ? undefined : session.language;
      const guest = { id, name, capture, language, conditioning: DEFAULT_CONDITIONING };
      const tell = (code: 'browser-joined' | 'browser-left', message: string): void =>
        engine.notify(notice('capture', { level: 'info', code, message }));
      const fail = (error: unknown): void => {
        engine.notify(noticeOf(error, { level: 'error', stage: 'capture' }));
        session.end(guestRefusal(error));
      };
      tell('browser-joined', `A browser sends sound${name === '' ? '' : `: ${name}`}.`);
      addGuest(engine, guest, common, { shown: true })
        .then(({ done }) => done)
        .then(() => tell('browser-left', 'A browser has stopped to send sound.'), fail);
    },
  });
}
