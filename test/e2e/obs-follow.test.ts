import { execFile, spawnSync } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createConfigSchema } from '../../src/config/schema.ts';
import { recordedTime, withRecordingEvent, type Recording } from '../../src/engine/captions/recording-clock.ts';
import { parseJournal, recordingEvent, type Journal } from '../../src/engine/captions/sessions/journal.ts';
import type { CaptionEvent } from '../../src/protocol/caption-event.ts';
import { openSession, type Session } from '../../src/session/session.ts';
import { eventually } from '../../src/testing/eventually.ts';
import { scriptedRecognizer } from '../../src/testing/scripted-definition.ts';
import { endlessTalk } from '../support/endless-talk.ts';
import { runtimeFiles } from '../support/files.ts';
import { listenerOutput } from '../support/listener-output.ts';
import { obsMissing, RealObs } from '../support/obs/real-obs.ts';

const missing = obsMissing();
const hasFfmpeg = spawnSync('ffmpeg', ['-version']).status === 0;

if (missing !== undefined) console.warn(`The tests with a real OBS are skipped: ${missing}`);

const WAIT_MS = 30_000;
/** An utterance that is open when the gate closes has its final by then. */
const SETTLED_MS = 3000;

const BLACK = 0xff_00_00_00;
const WHITE = 0xff_ff_ff_ff;

const module = pathToFileURL(path.join(path.dirname(runtimeFiles.recognizerHost), 'scripted-recognizer.js')).href;
const recognizers = [{ ...scriptedRecognizer, module }];

/** A session that listens to the talk beside an OBS, and all that it shows. */
async function captionsBeside(obs: RealObs, settings: { readonly captionsWhile?: string[]; readonly save?: string }) {
  const events: CaptionEvent[] = [];
  const { captionsWhile = [], save = false } = settings;
  const session = await openSession(
    createConfigSchema({ recognizers }).parse({
      recognizer: { language: 'en', model: `scripted:${JSON.stringify({ wordMs: 250, lookAheadMs: 300 })}` },
      server: { port: 0 },
      obs: { connect: true, ...obs.settings, captionsWhile },
      transcripts: { save },
    }),
    {
      files: runtimeFiles,
      environment: { OVERLINGO_OBS_PASSWORD: obs.password },
      recognizers,
      sources: [{ id: 'mic', capture: endlessTalk(2, 900), language: 'en' }],
      outputs: [listenerOutput((output) => output.type !== 'status-notice' && events.push(output))],
    },
  );
  return { session, events };
}

const statusOf = (session: Session): string | undefined =>
  session.status().stages.find(({ stage }) => stage === 'obs')?.detail;

const has = (session: Session, text: string): Promise<void> =>
  eventually(() => expect(statusOf(session)).toContain(text), WAIT_MS);

async function readJournalIn(root: string): Promise<{ readonly journal: Journal; readonly names: readonly string[] }> {
  const [folder = ''] = await readdir(root);
  const names = await readdir(path.join(root, folder));
  const journal = parseJournal(await readFile(path.join(root, folder, 'journal.jsonl'), 'utf8'));
  if (!journal) throw new Error('There is no journal.');
  return { journal, names };
}

/** When a recorded file stops being black, in milliseconds. */
async function flashIn(file: string): Promise<number> {
  const args = ['-hide_banner', '-i', file, '-vf', 'blackdetect=d=0.1:pix_th=0.2', '-an', '-f', 'null', '-'];
  const { stderr } = await promisify(execFile)('ffmpeg', args);
  return Number(/black_end:([\d.]+)/u.exec(stderr)?.[1]) * 1000;
}

describe.skipIf(missing !== undefined)('captions beside a real OBS', () => {
  let obs: RealObs;
  let root: string;
  beforeAll(async () => {
    obs = await RealObs.start();
    root = await mkdtemp(path.join(tmpdir(), 'overlingo-follow-'));
    await obs.with(async (client) => {
      await client.call('SetVideoSettings', { fpsNumerator: 30, fpsDenominator: 1 });
      const inMain = { sceneName: 'Main' };
      await client.call('CreateInput', { ...inMain, inputName: 'Voice', inputKind: 'ffmpeg_source' });
      const box = { inputKind: 'color_source_v3', inputSettings: { color: BLACK, width: 640, height: 360 } };
      await client.call('CreateInput', { ...inMain, inputName: 'Box', ...box });
    });
  });
  afterAll(async () => {
    await obs[Symbol.asyncDispose]();
    await rm(root, { recursive: true, force: true });
  });

  const mute = (inputMuted: boolean): Promise<void> =>
    obs.with((client) => client.call('SetInputMute', { inputName: 'Voice', inputMuted }));

  it('wait while an input is muted, and go on when it is not', async () => {
    const { session, events } = await captionsBeside(obs, { captionsWhile: ['unmuted:Voice'] });
    const moreThan = (count: number): Promise<void> =>
      eventually(() => expect(events.length).toBeGreaterThan(count), WAIT_MS);
    try {
      await moreThan(3);
      await mute(true);
      await has(session, 'Captions wait: the input is muted.');
      await sleep(SETTLED_MS);
      const before = events.length;
      await sleep(SETTLED_MS);
      expect(events.length).toBe(before);
      await mute(false);
      await moreThan(before);
      expect(statusOf(session)).not.toContain('wait');
    } finally {
      await session.close();
    }
  });

  it.skipIf(!hasFfmpeg)('are written on the clock of a recording, without its pause', async () => {
    const { session, events } = await captionsBeside(obs, { save: path.join(root, 'pause') });
    const does = async (request: 'StartRecord' | 'PauseRecord' | 'ResumeRecord', state: string): Promise<void> => {
      await obs.with((client) => client.call(request));
      await has(session, state);
    };
    let file = '';
    let flashedAtMs = 0;
    try {
      await has(session, 'Connected');
      await does('StartRecord', ': recording.');
      await sleep(2500);
      await does('PauseRecord', 'recording paused');
      await sleep(1500);
      await does('ResumeRecord', ': recording.');
      await sleep(1000);
      await obs.with(async (client) => {
        flashedAtMs = Date.now();
        await client.call('SetInputSettings', { inputName: 'Box', inputSettings: { color: WHITE } });
        await sleep(1500);
        file = (await client.call('StopRecord')).outputPath;
      });
      await eventually(() => expect(statusOf(session)).not.toContain('record'), WAIT_MS);
      const before = events.length;
      await eventually(() => expect(events.length).toBeGreaterThan(before), WAIT_MS);
    } finally {
      await session.close();
    }
    const { journal, names } = await readJournalIn(path.join(root, 'pause'));
    const told = journal.records.flatMap((record) => (record.type === 'recording' ? [recordingEvent(record)] : []));
    expect(told.map(({ type }) => type)).toEqual(['started', 'paused', 'resumed', 'stopped']);
    const [recording] = told.reduce<readonly Recording[]>(withRecordingEvent, []);
    expect(recording?.name).toBe(file);
    expect(names).toContain(`${path.parse(file).name}.en.srt`);
    const saidMs = recordedTime(recording ?? { spans: [] }, flashedAtMs - Date.parse(journal.header.startedAt));
    const flashMs = await flashIn(file);
    expect(Math.abs(saidMs - flashMs)).toBeLessThan(150);
  });

  it('know a recording that ran before, and that it ended where OBS crashed', async () => {
    const folder = path.join(root, 'crash');
    // Of a recording behind one that was paused, OBS 29 does not know how long it is.
    await obs.end('SIGKILL');
    await obs.start();
    await obs.with((client) => client.call('StartRecord'));
    await sleep(3000);
    const { session, events } = await captionsBeside(obs, { save: folder });
    const more = async (): Promise<void> => {
      const before = events.length;
      await eventually(() => expect(events.length).toBeGreaterThan(before), WAIT_MS);
    };
    try {
      await has(session, ': recording.');
      await more();
      await obs.end('SIGKILL');
      await obs.start();
      await eventually(() => expect(statusOf(session)).toMatch(/^Connected to OBS [^:]*\.$/u), WAIT_MS);
      await more();
    } finally {
      await session.close();
    }
    const { journal, names } = await readJournalIn(folder);
    const told = journal.records.flatMap((record) => (record.type === 'recording' ? [record] : []));
    expect(told).toMatchObject([{ event: 'started', name: 'recording' }, { event: 'stopped' }]);
    // The recording ran before the session.
    expect(told[0]?.atMs).toBeLessThan(0);
    expect(names).toContain('recording.en.srt');
  });
});
