import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, it } from 'vitest';
import { createConfigSchema } from '../../../src/config/schema.ts';
import { openSession } from '../../../src/session/session.ts';
import { eventually } from '../../../src/testing/eventually.ts';
import { scriptedRecognizer } from '../../../src/testing/scripted-definition.ts';
import { startDeepLServer } from '../../support/deepl-server.ts';
import { endlessTalk } from '../../support/endless-talk.ts';
import { runtimeFiles } from '../../support/files.ts';
import { listenerOutput } from '../../support/listener-output.ts';
import { startOpenAiServer } from '../../support/openai/openai-server.ts';

const WAIT_MS = 30_000;

const module = pathToFileURL(path.join(path.dirname(runtimeFiles.recognizerHost), 'scripted-recognizer.js')).href;
const recognizers = [{ ...scriptedRecognizer, module }];

it('somebody at the controls has another translator asked first, while captions run, and takes that back', async () => {
  await using deepl = await startDeepLServer();
  await using llm = await startOpenAiServer();
  const finals: string[] = [];
  const session = await openSession(
    createConfigSchema({ recognizers }).parse({
      recognizer: { language: 'en', model: `scripted:${JSON.stringify({ wordMs: 250 })}` },
      server: { port: 0 },
      translation: {
        targets: ['fr'],
        translators: ['deepl', 'llm'],
        deepl: { url: deepl.url },
        llm: { url: llm.url, model: 'test-model' },
      },
    }),
    {
      files: runtimeFiles,
      recognizers,
      environment: { DEEPL_API_KEY: 'a-key:fx' },
      sources: [{ id: 'mic', capture: endlessTalk(2, 900), language: 'en' }],
      outputs: [
        listenerOutput((told) => {
          if (told.type === 'translation-final') finals.push(told.text);
        }),
      ],
    },
  );
  const asked = (): readonly [number, number] => [deepl.translations().length, llm.chats.length];
  try {
    await session.ready;
    await eventually(() => expect(finals).not.toEqual([]), WAIT_MS);
    expect(asked()[1]).toBe(0);
    expect(await session.control({ type: 'translator', name: 'llm' })).toEqual({
      ok: true,
      message: expect.stringContaining('llm') as string,
    });
    await eventually(() => expect(llm.chats.length).toBeGreaterThan(1), WAIT_MS);
    const before = finals.length;
    await eventually(() => expect(finals.length).toBeGreaterThan(before), WAIT_MS);
    const [deeplThen] = asked();
    await eventually(() => expect(finals.length).toBeGreaterThan(before + 1), WAIT_MS);
    expect(asked()[0]).toBe(deeplThen);
    expect(await session.control({ type: 'undo' })).toMatchObject({ ok: true });
    await eventually(() => expect(asked()[0]).toBeGreaterThan(deeplThen), WAIT_MS);
  } finally {
    await session.close();
  }
});
