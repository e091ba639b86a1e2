import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, it } from 'vitest';
import { createConfigSchema } from '../../../src/config/schema.ts';
import { openSession } from '../../../src/session/session.ts';
import { eventually } from '../../../src/testing/eventually.ts';
import { scriptedRecognizer } from '../../../src/testing/scripted-definition.ts';
import { endlessTalk } from '../../support/endless-talk.ts';
import { runtimeFiles } from '../../support/files.ts';
import { listenerOutput } from '../../support/listener-output.ts';
import { TestViewer } from '../engine/server/audience/audience-support.ts';

const WAIT_MS = 30_000;

const module = pathToFileURL(path.join(path.dirname(runtimeFiles.recognizerHost), 'scripted-recognizer.js')).href;
const recognizers = [{ ...scriptedRecognizer, module }];

it('viewers never get what is said while captions are hidden', async () => {
  const finals: string[] = [];
  const session = await openSession(
    createConfigSchema({ recognizers }).parse({
      recognizer: { language: 'en', model: `scripted:${JSON.stringify({ wordMs: 250 })}` },
      server: { port: 0, audience: true, audiencePort: 0, audienceAddress: '127.0.0.1' },
    }),
    {
      files: runtimeFiles,
      recognizers,
      sources: [{ id: 'mic', capture: endlessTalk(2, 900), language: 'en' }],
      outputs: [
        listenerOutput((told) => {
          if (told.type === 'transcript-final') finals.push(told.utteranceId);
        }),
      ],
    },
  );
  try {
    await session.ready;
    const [url = ''] = session.audienceUrls;
    using viewer = new TestViewer(new URL(url).origin);
    await eventually(() => expect(viewer.received.length).toBeGreaterThan(0), WAIT_MS);
    await session.control({ type: 'show', to: 'off' });
    await eventually(() => expect(viewer.about?.hidden).toBe(true), WAIT_MS);
    const [got, partials, made] = [viewer.received.length, viewer.partials.length, finals.length];
    await eventually(() => expect(finals.length).toBeGreaterThan(made + 1), WAIT_MS);
    expect([viewer.received.length, viewer.partials.length]).toEqual([got, partials]);
    await session.control({ type: 'show', to: 'on' });
    await eventually(() => expect(viewer.about?.hidden).toBe(false), WAIT_MS);
    await eventually(() => expect(viewer.received.length).toBeGreaterThan(got), WAIT_MS);
    const hidden = finals.slice(made + 1, made + 2);
    expect(viewer.received.map(({ key }) => key).filter((key) => hidden.some((id) => key.includes(id)))).toEqual([]);
  } finally {
    await session.close();
  }
});
