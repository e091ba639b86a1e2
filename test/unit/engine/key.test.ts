import { describe, expect, it } from 'vitest';
import type { EngineError } from '../../../src/engine/errors.ts';
import { checkedKey, shownVariable } from '../../../src/engine/key.ts';
import { deeplDefinition } from '../../../src/engine/translation/deepl/definition.ts';
import { deeplSettings } from '../../../src/engine/translation/deepl/settings.ts';
import { llmDefinition } from '../../../src/engine/translation/llm/definition.ts';
import { llmSettings } from '../../../src/engine/translation/llm/settings.ts';
import { createRemoteRecognizer } from '../../../src/engine/transcription/remote/remote-recognizer.ts';
import { silentLog } from '../../../src/engine/log.ts';

const SECRET = 'abc-def-123456';

const BAD: readonly (readonly [string, string])[] = [
  [`"${SECRET}:fx"`, 'has quotation marks'],
  [`'${SECRET}'`, 'has quotation marks'],
  [`${SECRET}"`, 'has quotation marks'],
  [`“${SECRET}”`, 'has quotation marks'],
  [`„${SECRET}“`, 'has quotation marks'],
  [`«${SECRET}»`, 'has quotation marks'],
  [`\`${SECRET}\``, 'has quotation marks'],
  [`Bearer ${SECRET}`, 'begins with a word'],
  [`bearer ${SECRET}`, 'begins with a word'],
  [`DeepL-Auth-Key ${SECRET}`, 'begins with a word'],
  [`Authorization: Bearer ${SECRET}`, 'begins with a word'],
  [`DEEPL_API_KEY=${SECRET}`, 'begins with the name of a variable'],
  [`${SECRET} ${SECRET}`, 'has a space'],
  [`${SECRET}\u00a0x`, 'has a space'],
  [`${SECRET}\n${SECRET}`, 'has several lines'],
  [`${SECRET}\r\nx`, 'has several lines'],
  [`${SECRET}é`, 'has characters that no key has'],
  [`${SECRET}\u200bx`, 'has characters that no key has'],
  [`${SECRET}\0x`, 'has characters that no key has'],
  [`${SECRET}…`, 'has characters that no key has'],
];

async function errorOf(work: () => unknown): Promise<EngineError> {
  try {
    await work();
  } catch (error) {
    return error as EngineError;
  }
  throw new Error('It did not fail.');
}

/** All that could be shown of it. */
const told = (error: EngineError): string => JSON.stringify([error.message, error.hint, String(error.cause)]);

describe.each(BAD)('the key %j', (key, why) => {
  it('is refused by DeepL, language models and speech servers, in words that hold nothing of it', async () => {
    const errors = await Promise.all([
      errorOf(() => deeplDefinition.check?.(deeplSettings.parse({}), { DEEPL_API_KEY: key })),
      errorOf(() => llmDefinition.check?.(llmSettings.parse({ server: 'openai' }), { OPENAI_API_KEY: key })),
      errorOf(() =>
        llmDefinition.check?.(llmSettings.parse({ url: 'http://127.0.0.1:1/v1', keyVariable: 'MY_KEY' }), {
          MY_KEY: key,
        }),
      ),
      errorOf(() => {
        const config = { url: 'http://127.0.0.1:1/v1', model: 'm', apiKeyVariable: 'SPEECH_KEY', timeoutMs: 1000 };
        return createRemoteRecognizer(config, { SPEECH_KEY: key }, silentLog);
      }),
    ]);
    expect(errors.map(({ code }) => code)).toEqual([
      'translator-auth',
      'translator-auth',
      'translator-auth',
      'remote-refused',
    ]);
    for (const error of errors) {
      expect(error.message).toContain(why);
      expect(told(error)).not.toContain(SECRET);
      expect(told(error)).toMatch(/DEEPL_API_KEY|OPENAI_API_KEY|MY_KEY|SPEECH_KEY/u);
    }
  });
});

describe('a key', () => {
  const owner = { owner: 'DeepL', code: 'translator-auth', stage: 'translation' } as const;

  it.each(['0f3c-aa:fx', 'sk-proj-A_b-9', 'AIzaSyA1b2', 'gsk_x', 'key==', 'a.b~c+d/e=', 'Bearer5'])(
    'may be %s',
    (key) => {
      expect(checkedKey(` ${key}\n`, owner)).toBe(key);
    },
  );

  it('is not shown where it was given in the place of the name of its variable', () => {
    expect(shownVariable('DEEPL_API_KEY')).toBe('the environment variable DEEPL_API_KEY');
    expect(shownVariable('my_key')).toBe('the environment variable my_key');
    for (const key of ['AIzaSyA1b2C3d4', 'gsk_a1B2c3', '0123456789abcdef', 'abcdef0123456789']) {
      expect(shownVariable(key)).toBe('the environment variable that the settings name');
    }
  });
});
