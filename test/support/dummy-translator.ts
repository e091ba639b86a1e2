import { z } from 'zod';
import { setting } from '../../src/engine/setting.ts';
import type { TranslatorDefinition } from '../../src/engine/translation/translator-definition.ts';

const dummySettings = z.strictObject({
  mark: setting(z.string().default('!'), { description: 'what stands behind each translation' }),
});

/** A translator as a stranger adds one: it says everything in capitals. */
export const dummyTranslator: TranslatorDefinition<typeof dummySettings> = {
  name: 'dummy',
  settings: dummySettings,
  needs: [],
  bills: 'characters',
  limits: { firstTextMs: 1000, stallMs: 1000, totalMs: 1000 },
  open: ({ mark }) =>
    Promise.resolve({
      name: 'dummy',
      capabilities: { streams: false, partials: false, billed: true },
      unsupported: () => undefined,
      async *translate({ text }, { signal, onUsage }) {
        await Promise.resolve();
        signal.throwIfAborted();
        onUsage?.({ characters: text.length });
        yield text.toUpperCase() + mark;
      },
      close: () => Promise.resolve(),
    }),
  probe: () => Promise.resolve({ available: true }),
};
