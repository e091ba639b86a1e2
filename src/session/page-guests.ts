import type { SpokenLanguage } from '../protocol/spoken-language.ts';
import type { BrowserSources } from '../engine/audio/browser/browser-sources.ts';
import { DEFAULT_CONDITIONING } from '../engine/audio/conditioning/conditioning-settings.ts';
import type { Engine } from '../engine/engine.ts';
import { toEngineError } from '../engine/errors.ts';
import { addGuest, guestRefusal } from '../engine/pipeline/guest.ts';

/** Makes every page that sends sound a source of the engine, for as long as it stays. Gives back what ends that. */
export function hearPages(engine: Engine, browsers: BrowserSources, common: SpokenLanguage): () => void {
  return browsers.subscribe({
    onSession: (session) => {
      const { id, name, capture } = session;
      const language = session.language === 'auto' ? undefined : session.language;
      const guest = { id, name, capture, language, conditioning: DEFAULT_CONDITIONING };
      const tell = (level: 'info' | 'error', code: string, message: string): void =>
        engine.notify({ type: 'status-notice', level, stage: 'capture', code, message });
      const fail = (error: unknown): void => {
        const { code, message } = toEngineError(error);
        tell('error', code, message);
        session.end(guestRefusal(error));
      };
      tell('info', 'browser-joined', `A browser sends sound${name === '' ? '' : `: ${name}`}.`);
      addGuest(engine, guest, common, { shown: true })
        .then(({ done }) => done)
        .then(() => tell('info', 'browser-left', 'A browser has stopped to send sound.'), fail);
    },
  });
}
