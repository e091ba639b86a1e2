import { once } from 'node:events';
import { io } from 'socket.io-client';
import { describe, expect, it } from 'vitest';
import { parseConfig } from '../../../src/config/parse-config.ts';
import type { Config } from '../../../src/config/schema.ts';
import type { SourceConfig } from '../../../src/engine/pipeline/source.ts';
import type { CaptionEvent } from '../../../src/protocol/caption-event.ts';
import { CAPTION_NAMESPACE, type Snapshot } from '../../../src/protocol/socket-contract.ts';
import type { StatusNotice } from '../../../src/protocol/status.ts';
import type { SessionTools } from '../../../src/session/session-tools.ts';
import { openSession } from '../../../src/session/session.ts';
import { heldOutClips } from '../../support/clips.ts';
import { runtimeFiles } from '../../support/files.ts';
import { listenerOutput } from '../../support/listener-output.ts';
import { finalTexts } from '../../support/run-engine.ts';
import { samplesCapture } from '../../support/samples-capture.ts';
import { silentLog } from '../../../src/engine/log.ts';

const [clip] = heldOutClips(1).filter(({ language }) => language === 'es');

const spanish = parseConfig({ server: { port: 0 }, translation: { targets: ['en'] } });

function sourceOf(id: string): SourceConfig {
  return { id, capture: samplesCapture(clip?.samples ?? new Float32Array(0)), language: 'es' };
}

async function start(config: Config, given: Partial<SessionTools> = {}) {
  const events: CaptionEvent[] = [];
  const notices: StatusNotice[] = [];
  const collected = listenerOutput((output) => {
    if (output.type === 'status-notice') notices.push(output);
    else events.push(output);
  });
  const { signal } = new AbortController();
  const tools = { files: runtimeFiles, log: silentLog, signal, partials: false, outputs: [collected] };
  const session = await openSession(config, { ...tools, sources: [sourceOf('file')], ...given });
  return { session, events, notices, [Symbol.asyncDispose]: () => session.close() };
}

describe('a session', () => {
  it('captions its sources to outputs and pages, and starts again behind the same pages', async () => {
    await using running = await start(spanish, { sources: [sourceOf('first')] });
    const { session, events } = running;
    const page = io(`${session.url}${CAPTION_NAMESPACE}`, { transports: ['websocket'] });
    const received: CaptionEvent[] = [];
    page.on('caption', (event: CaptionEvent) => received.push(event));
    const [snapshot] = (await once(page as never, 'snapshot')) as [Snapshot];
    expect(snapshot.targetLanguages).toEqual(['en']);
    await session.done;
    expect(finalTexts(events)).toHaveLength(1);
    await session.restart([sourceOf('second')]);
    await session.done;
    expect(new Set(events.map(({ sourceId }) => sourceId))).toEqual(new Set(['first', 'second']));
    await expect.poll(() => finalTexts(received)).toEqual(finalTexts(events));
    expect(finalTexts(events)).toHaveLength(2);
    page.disconnect();
  });

  it('runs without pages, and tells why its models cannot be had', async () => {
    await using running = await start(parseConfig({ recognizer: { model: '/nowhere/model' } }), { pages: false });
    expect(running.session.url).toBe('');
    await expect(running.session.ready).rejects.toMatchObject({ code: 'model-missing' });
    await expect(running.session.done).rejects.toMatchObject({ code: 'model-missing' });
  });

  it('ends where its signal aborts, while it loads as well', async () => {
    const stop = new AbortController();
    await using running = await start(spanish, { pages: false, signal: stop.signal });
    stop.abort();
    await running.session.done;
    expect(running.events).toEqual([]);
  });

  it('goes on by another configuration, and says what has to wait for the next start', async () => {
    await using running = await start(spanish);
    const { session } = running;
    const page = io(`${session.url}${CAPTION_NAMESPACE}`, { transports: ['websocket'] });
    const snapshots: Snapshot[] = [];
    page.on('snapshot', (snapshot: Snapshot) => snapshots.push(snapshot));
    await session.ready;
    await expect.poll(() => snapshots).toHaveLength(1);
    const change = await session.configure(
      parseConfig({
        server: { port: 1, maxLag: 9 },
        overlay: { theme: 'neon', lines: 3 },
        translation: { targets: ['de'], readingMode: true, title: 'Speedrun' },
        vocabulary: { mask: 'stars', maskWords: ['contento'] },
      }),
    );
    expect(change.atNextStart).toEqual(['translation.targets', 'server.port']);
    expect(change.live).toHaveLength(7);
    await expect.poll(() => snapshots).toHaveLength(2);
    expect(snapshots[1]).toMatchObject({
      maxLagMs: 9000,
      overlay: { theme: 'neon', lines: '3' },
      targetLanguages: ['en'],
    });
    await session.done;
    const finals = running.events.flatMap((event) => (event.type === 'transcript-final' ? [event.text] : []));
    expect(finals.join(' ')).toContain('c*******');
    expect(running.events.some(({ type }) => type === 'translation-final')).toBe(true);
    page.disconnect();
  });

  it('stays as it is where a new configuration is of no use', async () => {
    await using running = await start(spanish, { pages: false, environment: {} });
    await running.session.ready;
    const wrong = parseConfig({ translation: { targets: ['en'], translators: ['deepl'] } });
    await expect(running.session.configure(wrong)).rejects.toMatchObject({ code: 'translator-auth' });
    const lost = parseConfig({ vocabulary: { glossary: '/nowhere/glossary.tsv' } });
    await expect(running.session.configure(lost)).rejects.toMatchObject({ code: 'glossary-invalid' });
    await running.session.done;
    expect(running.events.filter(({ type }) => type === 'translation-final')).toHaveLength(1);
  });

  it('goes on without an output that throws', async () => {
    const { session, events } = await start(spanish, { pages: false });
    await session.close();
    expect(events).toEqual([]);
    const seen: CaptionEvent[] = [];
    const broken = listenerOutput(() => {
      throw new Error('broken');
    }, 'broken');
    const whole = listenerOutput((output) => {
      if (output.type !== 'status-notice') seen.push(output);
    });
    const { session: other } = await start(spanish, { pages: false, outputs: [broken, whole] });
    await other.done;
    await other.close();
    expect(finalTexts(seen)).toHaveLength(1);
    expect(other.status().notices.filter(({ code }) => code === 'output-failed')).toHaveLength(1);
  });
});
