import { describe, expect, it } from 'vitest';
import { EngineError } from '../../../../../src/engine/errors.ts';
import { captionAddress } from '../../../../../src/engine/stream-captions/youtube/caption-address.ts';
import { youTubeCaptionOutput } from '../../../../../src/engine/stream-captions/youtube/youtube-caption-output.ts';
import type { TranscriptFinal } from '../../../../../src/protocol/caption-event.ts';
import { eventually } from '../../../../../src/testing/eventually.ts';
import { ManualClock } from '../../../../../src/testing/manual-clock.ts';
import { outputContract } from '../../../../../src/testing/output-contract.ts';
import { final } from '../../../../support/caption-builders.ts';
import { describeContract } from '../../../../support/describe-contract.ts';
import { startCaptionServer } from '../../../../support/youtube-server.ts';
import { OutputRun } from '../output-run.ts';

const NOON = Date.UTC(2026, 0, 2, 12);
const VARIABLE = 'OVERLINGO_YOUTUBE_CAPTION_URL';

/** How long it is quiet before the server is asked again, and how long an answer is waited for. */
const QUIET_MS = 30_000;
const ANSWER_LIMIT_MS = 5000;

type Script = Parameters<typeof startCaptionServer>[0];

/** An output in front of a server whose clock, other than ours, is right. @param aheadMs how wrong ours is. */
async function youTube(
  { fault, wrongMs = () => 0 }: Pick<NonNullable<Script>, 'fault'> & { wrongMs?: () => number } = {},
  aheadMs = 0,
) {
  const clock = new ManualClock();
  const nowMs = (): number => NOON + clock.nowMs();
  const server = await startCaptionServer({
    nowMs,
    answeredMs: () => nowMs() + wrongMs(),
    ...(fault ? { fault } : {}),
  });
  const address = captionAddress({ urlVariable: VARIABLE }, { [VARIABLE]: server.address });
  const utcMs = (): number => NOON + clock.nowMs() + aheadMs;
  const output = youTubeCaptionOutput({ address, language: 'en', targets: [], utcMs });
  const start = (): OutputRun => new OutputRun(output, clock);
  const posted = (count: number): Promise<void> => eventually(() => expect(server.sequence).toHaveLength(count));
  /** All is sent and answered. */
  const idle = (): Promise<void> => eventually(() => expect(clock.waits.map(Math.round)).toEqual([QUIET_MS]));
  /** A post has failed, and its next try comes now. */
  const again = async (): Promise<void> => {
    await eventually(() => expect(clock.waits[0]).toBeLessThan(ANSWER_LIMIT_MS / 2));
    await clock.advance(clock.waits[0] ?? 0);
  };
  return { clock, server, start, posted, idle, again };
}

/** Something that was said within two seconds, until a second ago. */
function said(text: string, nowMs: number): TranscriptFinal {
  const timing = { speechEndAtMs: nowMs - 1000, emittedAtMs: nowMs };
  return { ...final(text, 1, text), startMs: 5000, endMs: 7000, timing };
}

async function faultOf(run: OutputRun): Promise<EngineError> {
  const error = await run.done.then(() => undefined).catch((reason: unknown) => reason);
  if (error instanceof EngineError) return error;
  throw new Error('It did not fail.');
}

describeContract(
  'captions for YouTube as an output',
  outputContract(async () => {
    const server = await startCaptionServer();
    const address = captionAddress({ urlVariable: VARIABLE }, { [VARIABLE]: server.address });
    return {
      output: youTubeCaptionOutput({ address, language: 'en', targets: [] }),
      close: async () => server[Symbol.asyncDispose](),
    };
  }),
);

/** Refuses a post three times, behind the first one. */
const isIll = (index: number): 503 | undefined => (index > 0 && index < 4 ? 503 : undefined);

describe('captions for YouTube', () => {
  it('have the times at which they were said, by the clock of the server, and numbers that grow by one', async () => {
    const { clock, server, start, idle } = await youTube({}, 3_600_000);
    await using _server = server;
    const run = start();
    await idle();
    await clock.advance(10_000);
    run.tell(said('Good evening.', clock.nowMs()));
    await eventually(() => expect(server.captions).toEqual([{ atMs: NOON + 7000, text: 'Good evening.' }]));
    await idle();
    run.tell(said('At the same time.', clock.nowMs()));
    await eventually(() => expect(server.captions).toHaveLength(2));
    await idle();
    await clock.advance(QUIET_MS);
    await idle();
    await run.end();
    expect(server.captions.slice(1)).toEqual([{ atMs: NOON + 7001, text: 'At the same time.' }]);
    // The clock of this computer was so wrong that the server was asked twice at the beginning.
    expect(server.sequence).toEqual([1, 2, 3, 4, 5]);
    expect(server.problems).toEqual([]);
  });

  it.each([
    ['ahead', 7_200_000],
    ['behind', -7_200_000],
  ])('keep their times where the server answers one time that is far %s', async (_name, farMs) => {
    let answers = 0;
    const { clock, server, start, idle } = await youTube({ wrongMs: () => ((answers += 1) === 2 ? farMs : 0) });
    await using _server = server;
    const run = start();
    await idle();
    for (const text of ['One.', 'Two.', 'Three.']) {
      await clock.advance(10_000);
      run.tell(said(text, clock.nowMs()));
      await eventually(() => expect(server.captions.at(-1)?.text).toBe(text));
      await idle();
    }
    await run.end();
    expect(server.captions.map(({ atMs }) => atMs - NOON)).toEqual([7000, 17_000, 27_000]);
    expect(server.problems).toEqual([]);
  });

  it.each([
    ['500', 500],
    ['429', 429],
    ['a cut connection', 'cut'],
    ['an answer that was lost', 'cut-after'],
  ] as const)('are tried again as they are after %s', async (_name, fault) => {
    const { clock, server, start, idle, again } = await youTube({
      fault: (index) => (index === 1 ? fault : undefined),
    });
    await using _server = server;
    const run = start();
    await idle();
    run.tell(said('Here.', clock.nowMs()));
    await again();
    await idle();
    await run.end();
    expect(server.sequence).toEqual([1, 2, 2]);
    expect(server.captions.map(({ text }) => text)).toEqual(['Here.']);
    expect(server.problems).toEqual([]);
    expect(run.skipped).toBe(0);
  });

  it('are tried again where the server is silent', async () => {
    const { clock, server, start, posted, idle, again } = await youTube({
      fault: (index) => (index === 0 ? 'silence' : undefined),
    });
    await using _server = server;
    const run = start();
    await posted(1);
    await clock.advance(ANSWER_LIMIT_MS);
    await again();
    await idle();
    await run.end();
    expect(server.sequence).toEqual([1, 1]);
  });

  it('are told of where the server stays ill, and go on as they are when it is well', async () => {
    const { clock, server, start, idle, again } = await youTube({ fault: isIll });
    await using _server = server;
    const run = start();
    await idle();
    run.tell(said('Here.', clock.nowMs()));
    await again();
    await again();
    await expect(faultOf(run)).resolves.toMatchObject({
      message: 'YouTube takes no captions now (status 503).',
      retryable: true,
    });
    await start().end();
    expect(server.captions.map(({ text }) => text)).toEqual(['Here.']);
    expect(server.sequence).toEqual([1, 2, 2, 2, 2]);
  });

  it('are left out and counted where it is too late for them', async () => {
    const { clock, server, start, idle, again } = await youTube({ fault: isIll });
    await using _server = server;
    const run = start();
    await idle();
    run.tell(said('Too late.', clock.nowMs()));
    await again();
    await again();
    await faultOf(run);
    await clock.advance(60_000);
    const next = start();
    next.tell(said('Here.', clock.nowMs()));
    next.tell(said('Far too late.', clock.nowMs() - 60_000));
    await next.end();
    expect(server.captions.map(({ text }) => text)).toEqual(['Here.']);
    expect([run.skipped, next.skipped]).toEqual([0, 2]);
    expect(server.problems).toEqual([]);
  });

  it('are refused with a wrong key before anybody speaks, and nothing tells of the key', async () => {
    await using server = await startCaptionServer();
    const wrong = server.address.replace(server.key, 'planted-key');
    const address = captionAddress({ urlVariable: VARIABLE }, { [VARIABLE]: wrong });
    const run = new OutputRun(youTubeCaptionOutput({ address, language: 'en', targets: [] }), new ManualClock());
    const error = await faultOf(run);
    expect(error.message).toBe('YouTube refuses the captions (status 403).');
    expect(error.hint).toContain(`the environment variable ${VARIABLE}`);
    expect(JSON.stringify(error)).not.toContain('planted');
  });

  it('tell the reason where nothing answers', async () => {
    const server = await startCaptionServer();
    await server[Symbol.asyncDispose]();
    const address = captionAddress({ urlVariable: VARIABLE }, { [VARIABLE]: server.address });
    const output = youTubeCaptionOutput({ address, language: 'en', targets: [] });
    const run = new OutputRun(output, new ManualClock({ movesBySleeping: true }));
    const error = await faultOf(run);
    expect(error.message).toMatch(/^YouTube cannot be reached for captions: /u);
    expect(error.message).not.toContain(server.key);
  });
});

describe('a time that the server answers and that is wrong', () => {
  it.each([
    ['of another century', Date.UTC(2099, 0, 1)],
    ['of 1970', 0],
  ])('%s spoils no captions once it has answered the right one', async (_name, wrongMs) => {
    const clock = new ManualClock();
    let isWrong = true;
    const nowMs = (): number => NOON + clock.nowMs();
    await using server = await startCaptionServer({ nowMs, answeredMs: () => (isWrong ? wrongMs : nowMs()) });
    const address = captionAddress({ urlVariable: VARIABLE }, { [VARIABLE]: server.address });
    const output = youTubeCaptionOutput({ address, language: 'en', targets: [] });
    const ill = new OutputRun(output, clock);
    await eventually(() => expect(clock.waits.map(Math.round)).toEqual([QUIET_MS]));
    await clock.advance(10_000);
    ill.tell(said('Lost.', clock.nowMs()));
    expect((await faultOf(ill)).message).toBe('YouTube refuses the captions (status 400).');
    isWrong = false;
    const well = new OutputRun(output, clock);
    await eventually(() => expect(server.sequence).toEqual([1, 2, 3]));
    await eventually(() => expect(clock.waits.map(Math.round)).toEqual([QUIET_MS]));
    well.tell(said('Here.', clock.nowMs()));
    await well.end();
    expect(server.captions).toEqual([{ atMs: NOON + 7000, text: 'Here.' }]);
  });
});

describe('the address for captions of YouTube', () => {
  it.each([
    [
      '',
      'The address for captions of YouTube is missing: the environment variable OVERLINGO_YOUTUBE_CAPTION_URL is empty.',
    ],
    [
      'planted',
      'What the environment variable OVERLINGO_YOUTUBE_CAPTION_URL holds is no address that begins with http:// or https://.',
    ],
    [
      'ftp://planted/?cid=1',
      'What the environment variable OVERLINGO_YOUTUBE_CAPTION_URL holds is no address that begins with http:// or https://.',
    ],
    [
      'http://planted/closedcaption',
      'The address in the environment variable OVERLINGO_YOUTUBE_CAPTION_URL is not whole: nothing stands behind a question mark.',
    ],
    [
      'http://planted:planted@host/?cid=1',
      'The address in the environment variable OVERLINGO_YOUTUBE_CAPTION_URL has a name or password before its host, which YouTube gives in none.',
    ],
  ])('is refused where it is %j, without showing it', (text, message) => {
    expect(() => captionAddress({ urlVariable: VARIABLE }, { [VARIABLE]: text })).toThrow(message);
  });
});
