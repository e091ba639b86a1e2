import { Worker } from 'node:worker_threads';
import { describe, expect, it } from 'vitest';
import { createLogger } from '../../../src/engine/log.ts';
import { systemClock } from '../../../src/engine/pipeline/clock.ts';
import { Metrics } from '../../../src/engine/pipeline/metrics.ts';
import { toStreamFailure } from '../../../src/engine/server/stream/stream-failure.ts';
import { CaptionOutlet } from '../../../src/engine/transcription/caption-outlet.ts';
import { RecognizerPool, type PoolEvent } from '../../../src/engine/transcription/host/recognizer-pool.ts';
import { hearPages } from '../../../src/session/guests/page-guests.ts';
import type { StatusNotice } from '../../../src/protocol/status.ts';
import { eventually } from '../../../src/testing/eventually.ts';
import { recognizerModule, runtimeFiles } from '../../support/files.ts';
import { joinPage, openPageRoom } from '../../support/guest-rooms.ts';
import { final } from '../../support/caption-builders.ts';
import { ScriptedTranslator } from '../../../src/testing/scripted-translator.ts';
import { StageRun } from '../../support/translation/stage-run.ts';
import { answerOf, openLocal, request } from './translation/translation-models.ts';

/** What a foreign error quotes. */
const SECRET = 'a secret sentence';
const foreign = (): Error => new TypeError(`cannot read "${SECRET}"`);

/** A log above `debug`, which is what users send. */
function sentLog() {
  const lines: string[] = [];
  return { lines, log: createLogger('info', (line) => lines.push(line)) };
}

describe('the words of a foreign error', () => {
  it('stay in the process of the recogniser', async () => {
    // No header can hold a key of two lines.
    const variables = { SPEECH_KEY: `two\n${SECRET}` };
    const { lines, log } = sentLog();
    const events: PoolEvent[] = [];
    const server = { url: 'http://127.0.0.1:9/v1', model: 'small', timeoutMs: 1000 } as const;
    const pool = new RecognizerPool({
      entry: runtimeFiles.recognizerHost,
      module: recognizerModule('remote'),
      configs: [{ ...server, apiKeyVariable: 'SPEECH_KEY' }],
      variables,
      clock: systemClock,
      log,
      onEvent: (event) => events.push(event),
    });
    const failure = await pool.start().catch((error: unknown) => error);
    pool.stop();
    expect(failure).toMatchObject({ name: 'EngineError', code: 'remote-refused' });
    expect(String(failure) + JSON.stringify([failure, events, lines])).not.toContain(SECRET);
  });

  it('stay in the thread that translates', async () => {
    const script = `
      const { parentPort } = require('node:worker_threads');
      parentPort.on('message', ({ text }) => { throw new Error(text); });
      parentPort.postMessage({ type: 'ready' });`;
    const { lines, log } = sentLog();
    const startThread = () => new Worker(script, { eval: true, stdout: true, stderr: true });
    const translator = await openLocal({ log, startThread });
    const failure = await answerOf(translator, request(SECRET, ['en', 'es'])).catch((error: unknown) => error);
    await translator.close();
    expect(failure).toMatchObject({ code: 'translator-failed' });
    expect(lines).not.toHaveLength(0);
    expect(String(failure) + lines.join('')).not.toContain(SECRET);
  });

  it('are in no notice of the translation stage', async () => {
    const translator = new ScriptedTranslator();
    const run = new StageRun([{ language: 'es', translator }]);
    await run.push(final('u', 1, SECRET));
    translator.requests[0]?.fail(foreign());
    await run.end();
    expect(run.notices).toMatchObject([{ level: 'error', code: 'translator-failed' }]);
    expect(run.reports[0]?.error).toMatchObject({ code: 'translator-failed' });
    expect(JSON.stringify([run.notices, run.reports])).not.toContain(SECRET);
  });

  it('are in no notice of the transcription stage', () => {
    const notices: StatusNotice[] = [];
    const onNotice = (notice: StatusNotice) => notices.push(notice);
    const outlet = new CaptionOutlet({ clock: systemClock, metrics: new Metrics(), onNotice, onDone: () => undefined });
    outlet.failure(foreign());
    expect(notices).toMatchObject([{ level: 'error', code: 'internal', stage: 'transcription' }]);
    expect(notices[0]?.message).toMatch(/^An utterance could not be recognised: .+ error: TypeError at /u);
    expect(JSON.stringify(notices)).not.toContain(SECRET);
  });

  it('are in no notice about a page that sends sound', async () => {
    const notices: StatusNotice[] = [];
    const engine = { add: () => Promise.reject(foreign()), notify: (notice: StatusNotice) => notices.push(notice) };
    const room = openPageRoom();
    hearPages(engine, room, { language: 'en' });
    joinPage(room, 'page-1');
    await eventually(() => expect(notices.map(({ code }) => code)).toEqual(['browser-joined', 'internal']));
    expect(JSON.stringify(notices)).not.toContain(SECRET);
    room.close();
  });

  it('are told to no program that sends sound', () => {
    const failure = toStreamFailure(foreign());
    expect(failure).toMatchObject({ close: 'internal', code: 'internal' });
    expect(failure.message).not.toContain(SECRET);
  });
});
