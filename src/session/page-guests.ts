import type { SpokenLanguage } from '../protocol/spoken-language.ts';
import type { BrowserSources } from '../engine/audio/browser/browser-sources.ts';
import { DEFAULT_CONDITIONING } from '../engine/audio/conditioning/conditioning-settings.ts';
import type { Engine } from '../engine/engine.ts';
import { toEngineError } from '../engine/errors.ts';

/** Makes every page that sends sound a source of the engine, for as long as it stays. Gives back what ends that. */
export function hearPages(engine: Engine, browsers: BrowserSources, common: SpokenLanguage): () => void {
  return browsers.subscribe({
    onSession: (session) => {
      const spoken = session.language === 'auto' ? common : { language: session.language };
      const speaker = session.name === '' ? {} : { speaker: session.name };
      const source = { id: session.id, capture: session.capture, ...spoken, ...speaker };
      const tell = (level: 'info' | 'error', code: string, message: string): void =>
        engine.notify({ type: 'status-notice', level, stage: 'capture', code, message });
      const fail = (error: unknown): void => {
        const { code, message } = toEngineError(error);
        tell('error', code, message);
        session.end(code.startsWith('language-') ? 'language-unsupported' : 'ended');
      };
      tell('info', 'browser-joined', `A browser sends sound${session.name === '' ? '' : `: ${session.name}`}.`);
      engine
        .add({ ...source, conditioning: DEFAULT_CONDITIONING }, { shown: true })
        .then(({ done }) => done)
        .then(() => tell('info', 'browser-left', 'A browser has stopped to send sound.'), fail);
    },
  });
}
