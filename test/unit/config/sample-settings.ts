import path from 'node:path';
import { z } from 'zod';
import { setting } from '../../../src/engine/setting.ts';
import { listFromText, numberFromText, switchFromText } from '../../../src/engine/setting-text.ts';

const input = z.union([
  z.string(),
  z.strictObject({ kind: z.enum(['mic', 'file'], 'is not mic or file'), gain: z.number('is not a number').optional() }),
]);

/** A small configuration of every kind of setting. */
export const sampleSchema = z.strictObject({
  server: z
    .strictObject({
      port: setting(z.number('is not a port number').min(0, 'is below 0').default(7474), {
        description: 'port of the pages',
        flag: 'port',
        value: '<number>',
        fromText: numberFromText,
      }),
      lan: setting(z.boolean('is not true or false').default(false), {
        description: 'lets other devices in',
        flag: 'lan',
        fromText: switchFromText,
      }),
      maxLag: setting(z.number('is not a number of seconds').default(4), {
        description: 'how far captions may be behind',
        flag: 'max-lag',
        value: '<seconds>',
        fromText: numberFromText,
        live: true,
      }),
    })
    .prefault({}),
  translation: z
    .strictObject({
      targets: setting(z.array(z.string().regex(/^[a-z]{2}$/u, 'is not a language tag')).default([]), {
        description: 'target languages',
        flag: 'translate',
        value: '<tags>',
        fromText: listFromText,
      }),
      deepl: z
        .strictObject({
          keyVariable: setting(z.string().default('DEEPL_API_KEY'), { description: 'variable with the key' }),
        })
        .prefault({}),
    })
    .prefault({}),
  audio: z
    .strictObject({
      inputs: setting(z.array(input).default([]), { description: 'what is listened to', flag: 'input', repeats: true }),
      glossary: setting(z.string().optional(), {
        description: 'terms',
        inFolder: (value, folder) => (typeof value === 'string' ? path.resolve(folder, value) : value),
      }),
    })
    .prefault({}),
});
