import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { createConfigSchema } from '../../src/config/schema.ts';
import { silentLog } from '../../src/engine/log.ts';
import { ObsService } from '../../src/engine/obs/obs-service.ts';
import { obsSettings } from '../../src/engine/obs/settings.ts';
import { BoundedChannel } from '../../src/engine/pipeline/bounded-channel.ts';
import { systemClock } from '../../src/engine/pipeline/clock.ts';
import type { EngineOutput } from '../../src/engine/pipeline/output.ts';
import { firstCaption, wordsFor608 } from '../../src/engine/stream-captions/cea608/caption-rows.ts';
import { textFor608 } from '../../src/engine/stream-captions/cea608/characters.ts';
import { streamCaptionOutput } from '../../src/engine/stream-captions/cea608/stream-caption-output.ts';
import type { StatusNotice } from '../../src/protocol/status.ts';
import { ObsStreamSink } from '../../src/session/obs/obs-stream-sink.ts';
import { openSession } from '../../src/session/session.ts';
import { eventually } from '../../src/testing/eventually.ts';
import { scriptedRecognizer } from '../../src/testing/scripted-definition.ts';
import { final } from '../support/caption-builders.ts';
import { expectAll } from '../support/expect-all.ts';
import { runtimeFiles } from '../support/files.ts';
import { endlessTalk } from '../support/endless-talk.ts';
import { listenerOutput } from '../support/listener-output.ts';
import { decodeCea608, type DecodedCaption } from '../support/obs/decode-cea608.ts';
import { obsMissing, RealObs } from '../support/obs/real-obs.ts';
import { ffmpegMissing, RtmpSink } from '../support/obs/rtmp-sink.ts';

const missing = obsMissing() ?? ffmpegMissing();

if (missing !== undefined) console.warn(`The tests with a stream of a real OBS are skipped: ${missing}`);

const WAIT_MS = 30_000;

/** A picture of the tests' OBS, which makes ten a second, and what a busy computer adds. */
const LATE_MS = 250;

const module = pathToFileURL(path.join(path.dirname(runtimeFiles.recognizerHost), 'scripted-recognizer.js')).href;
const recognizers = [{ ...scriptedRecognizer, module }];

const pause = (ms: number): Promise<void> => systemClock.sleep(ms, new AbortController().signal);

/** The first caption of a text, in its rows. */
const captionOf = (text: string): string => firstCaption(wordsFor608(textFor608(text))).rows.join('\n');

describe.skipIf(missing !== undefined)('captions inside of the stream of a real OBS', () => {
  let obs: RealObs;
  const notices: StatusNotice[] = [];
  const sink = new ObsStreamSink();
  let service: ObsService;
  beforeAll(async () => {
    obs = await RealObs.start();
    service = new ObsService({
      environment: { OVERLINGO_OBS_PASSWORD: obs.password },
      clock: systemClock,
      log: silentLog,
      overlay: 'http://127.0.0.1:7474/overlay',
      report: () => undefined,
      notify: (notice) => notices.push(notice),
      connectedPages: () => [],
      onState: (state) => sink.tellState(state),
    });
    sink.connect(service.showInStream);
    service.configure({ ...obsSettings.parse({ streamCaptions: 'en' }), ...obs.settings });
    await eventually(() => expect(notices.map(({ code }) => code)).toContain('obs-connected'), WAIT_MS);
  });
  afterAll(async () => {
    await service.close();
    await obs[Symbol.asyncDispose]();
  });

  /** What a stream holds behind OBS while somebody does `work`. */
  async function streamed(work: () => Promise<void>): Promise<readonly DecodedCaption[]> {
    const receiver = await RtmpSink.stream(obs);
    try {
      await eventually(() => expect(sink.isLive).toBe(true), WAIT_MS);
      // The encoder holds back its first pictures, and captions that come meanwhile are all in the first one.
      await pause(3000);
      await work();
      await obs.with((client) => client.call('StopStream'));
      await eventually(() => expect(sink.isLive).toBe(false), WAIT_MS);
      return decodeCea608(await receiver.received());
    } finally {
      receiver.close();
    }
  }

  it('are those that were sent, each in one message of one picture', async () => {
    const said = [
      'The quick brown fox jumps over the lazy dogs today',
      'Déjà vu, señor: ¿qué? Wir müssen heim.',
      'È già là, però più in su: àèàèàèà',
      'It’s “fine” – [Don’t] {stop} *now*, ½ × 100 % of 5 €',
      'Łódź 🎉 œuvre',
    ];
    const sent = said.flatMap((text) => [captionOf(text), '']);
    const decoded = await streamed(async () => {
      for (const text of sent) {
        await service.showInStream(text);
        await pause(500);
      }
    });
    expect(decoded.map(({ text }) => text)).toEqual(sent);
    expectAll(decoded, ({ pairs }) => pairs.length === 1 && (pairs[0] ?? 0) <= 31);
  });

  it('come at the speed of reading, and are cleared', async () => {
    const events = new BoundedChannel<EngineOutput>({ capacity: 100, whenFull: 'refuse' });
    const context = {
      signal: new AbortController().signal,
      clock: systemClock,
      log: silentLog,
      skipped: () => undefined,
    };
    const texts = [
      'Good evening, everybody. 😀',
      'Tonight we look for the old boat that somebody has left behind the mill.',
    ];
    const decoded = await streamed(async () => {
      const running = streamCaptionOutput(sink, { language: 'en', targets: [] }).run(
        events.read(context.signal),
        context,
      );
      events.push(final('mic-1', 1, texts[0] ?? ''));
      await pause(500);
      events.push(final('mic-2', 1, texts[1] ?? ''));
      await pause(9000);
      events.push(final('mic-3', 1, 'Bye.'));
      await pause(500);
      events.close();
      await running;
      await pause(500);
    });
    expect(decoded.map(({ text }) => text)).toEqual([
      'Good evening, everybody.',
      'Tonight we look for the\nold boat that somebody',
      'has left behind the mill.',
      '',
      'Bye.',
      '',
    ]);
    const stood = decoded.slice(1).map(({ atMs }, index) => atMs - (decoded[index]?.atMs ?? 0));
    expect(Math.min(...stood.slice(0, 3))).toBeGreaterThan(1500 - LATE_MS);
    expectAll(decoded, ({ pairs }) => pairs.length === 1);
  });

  it('are the finals of a session, and end where an input is muted', async () => {
    await obs.with((client) =>
      client.call('CreateInput', { sceneName: 'Main', inputName: 'Voice', inputKind: 'ffmpeg_source' }),
    );
    const mute = (inputMuted: boolean): Promise<void> =>
      obs.with((client) => client.call('SetInputMute', { inputName: 'Voice', inputMuted }));
    const texts: string[] = [];
    const session = await openSession(
      createConfigSchema({ recognizers }).parse({
        recognizer: { language: 'en', model: `scripted:${JSON.stringify({ wordMs: 250, lookAheadMs: 300 })}` },
        server: { port: 0 },
        obs: { ...obs.settings, streamCaptions: 'en', captionsWhile: ['unmuted:Voice'] },
      }),
      {
        files: runtimeFiles,
        environment: { OVERLINGO_OBS_PASSWORD: obs.password },
        recognizers,
        sources: [{ id: 'mic', capture: endlessTalk(2, 900), language: 'en' }],
        outputs: [listenerOutput((output) => output.type === 'transcript-final' && texts.push(output.text))],
      },
    );
    try {
      const decoded = await streamed(async () => {
        const before = texts.length;
        await eventually(() => expect(texts.length).toBeGreaterThan(before + 1), WAIT_MS);
        await mute(true);
        // What was said before is finished, shown and cleared by then.
        await pause(9000);
      });
      const captions = decoded.map(({ text }) => text).filter((text) => text !== '');
      const words = captions.join(' ').split(/\s+/u);
      expect(words.length).toBeGreaterThan(3);
      expect(textFor608(texts.join(' '))).toContain(words.join(' '));
      expect(decoded.at(-1)?.text).toBe('');
      expect(session.status().stages.find(({ stage }) => stage === 'output:stream-captions')?.state).toBe('working');
    } finally {
      await session.close();
    }
  });
});
