import { once } from 'node:events';
import { io } from 'socket.io-client';
import { describe, expect, it } from 'vitest';
import type { CaptionEvent } from '../../../src/protocol/caption-event.ts';
import { CAPTION_NAMESPACE, type Snapshot } from '../../../src/protocol/socket-contract.ts';
import { startSession, type SessionConfig } from '../../../src/session/session.ts';
import { heldOutClips } from '../../support/clips.ts';
import { runtimeFiles } from '../../support/files.ts';
import { translationBy } from '../../support/translation-config.ts';
import { recognizerWith } from '../../support/recognizer-settings.ts';
import { listenerOutput } from '../../support/listener-output.ts';
import { demoConfig, finalTexts } from '../../support/run-engine.ts';
import { samplesCapture } from '../../support/samples-capture.ts';
import { silentLog } from '../../support/silent-log.ts';

const [clip] = heldOutClips(1).filter(({ language }) => language === 'es');

function configFor(id: string): SessionConfig['engine'] {
  const capture = samplesCapture(clip?.samples ?? new Float32Array(0));
  return demoConfig([{ id, capture, language: 'es' }], {
    partials: false,
    translation: translationBy(['local'], ['en']),
  });
}

async function start(config: SessionConfig, signal = new AbortController().signal) {
  const events: CaptionEvent[] = [];
  const collected = listenerOutput((output) => {
    if (output.type !== 'status-notice') events.push(output);
  });
  const tools = { files: runtimeFiles, log: silentLog, signal, outputs: [collected] };
  const session = await startSession(config, tools);
  return { session, events, [Symbol.asyncDispose]: () => session.close() };
}

describe('startSession', () => {
  it('captions its sources to outputs and pages, and starts again behind the same pages', async () => {
    await using running = await start({ engine: configFor('first'), pages: { port: 0, maxLagMs: 4000 } });
    const { session, events } = running;
    const page = io(`${session.url}${CAPTION_NAMESPACE}`, { transports: ['websocket'] });
    const received: CaptionEvent[] = [];
    page.on('caption', (event: CaptionEvent) => received.push(event));
    const [snapshot] = (await once(page as never, 'snapshot')) as [Snapshot];
    expect(snapshot.targetLanguages).toEqual(['en']);
    await session.done;
    expect(finalTexts(events)).toHaveLength(1);
    await session.restart(configFor('second'));
    await session.done;
    expect(new Set(events.map(({ sourceId }) => sourceId))).toEqual(new Set(['first', 'second']));
    await expect.poll(() => finalTexts(received)).toEqual(finalTexts(events));
    expect(finalTexts(events)).toHaveLength(2);
    page.disconnect();
  });

  it('runs without pages, and tells why its models cannot be had', async () => {
    await using running = await start({
      engine: { ...configFor('file'), recognizer: recognizerWith({ model: '/nowhere/model' }) },
    });
    expect(running.session.url).toBe('');
    await expect(running.session.ready).rejects.toMatchObject({ code: 'model-missing' });
    await expect(running.session.done).rejects.toMatchObject({ code: 'model-missing' });
  });

  it('ends where its signal aborts, while it loads as well', async () => {
    const stop = new AbortController();
    await using running = await start({ engine: configFor('file') }, stop.signal);
    stop.abort();
    await running.session.done;
    expect(running.events).toEqual([]);
  });

  it('goes on without an output that throws', async () => {
    const { session, events } = await start({ engine: configFor('file') });
    await session.close();
    expect(events).toEqual([]);
    const seen: CaptionEvent[] = [];
    const broken = listenerOutput(() => {
      throw new Error('broken');
    }, 'broken');
    const whole = listenerOutput((output) => {
      if (output.type !== 'status-notice') seen.push(output);
    });
    const tools = { files: runtimeFiles, log: silentLog, signal: new AbortController().signal };
    const other = await startSession({ engine: configFor('file') }, { ...tools, outputs: [broken, whole] });
    await other.done;
    await other.close();
    expect(finalTexts(seen)).toHaveLength(1);
    expect(other.status().notices.filter(({ code }) => code === 'output-failed')).toHaveLength(1);
  });
});
