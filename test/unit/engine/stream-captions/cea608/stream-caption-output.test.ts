import { describe, expect, it } from 'vitest';
import { streamCaptionOutput } from '../../../../../src/engine/stream-captions/cea608/stream-caption-output.ts';
import type { WantedCaptions } from '../../../../../src/engine/stream-captions/wanted-text.ts';
import { ObsStreamSink } from '../../../../../src/session/obs/obs-stream-sink.ts';
import type { ObsState } from '../../../../../src/engine/obs/obs-state.ts';
import { ManualClock, settle } from '../../../../../src/testing/manual-clock.ts';
import { outputContract } from '../../../../../src/testing/output-contract.ts';
import { discard, final, partial, translation, translationPartial } from '../../../../support/caption-builders.ts';
import { describeContract } from '../../../../support/describe-contract.ts';
import { OutputRun } from '../output-run.ts';

const OF_NOTHING: ObsState = {
  scene: 'Main',
  inputs: [],
  muted: [],
  stream: 'stopped',
  record: 'stopped',
  recordedMs: 0,
};

/** An output in front of a stream, and what came into the stream. */
async function stream(wanted: Partial<WantedCaptions> = {}, show?: (text: string) => Promise<void>) {
  const clock = new ManualClock();
  const sink = new ObsStreamSink();
  const shown: (readonly [atMs: number, text: string])[] = [];
  sink.connect(async (text) => {
    shown.push([clock.nowMs(), text]);
    await show?.(text);
  });
  const is = (state: ObsState['stream']): void => sink.tellState({ ...OF_NOTHING, stream: state });
  is('live');
  const run = new OutputRun(streamCaptionOutput(sink, { language: 'en', targets: [], ...wanted }), clock);
  await settle();
  const say = async (...events: Parameters<OutputRun['tell']>[0][]): Promise<void> => {
    for (const event of events) {
      run.tell(event);
      await settle();
    }
  };
  return { clock, sink, shown, is, run, say };
}

describeContract(
  'captions of a stream as an output',
  outputContract(() =>
    Promise.resolve({ output: streamCaptionOutput(new ObsStreamSink(), { language: 'en', targets: [] }) }),
  ),
);

describe('captions of a stream', () => {
  it('are the finals of what is spoken, paced and cleared', async () => {
    const { clock, shown, run, say } = await stream();
    await say(partial('a', 1, 'Good'), final('a', 2, 'Good evening.'), discard('b', 1));
    await say(final('c', 1, 'All is well.', 'en-GB'), final('d', 1, 'Buenas noches.', 'es'));
    await clock.advance(10_000);
    expect(shown).toEqual([
      [0, 'Good evening.'],
      [1500, 'All is well.'],
      [4500, ''],
    ]);
    await run.end();
    expect(shown).toHaveLength(3);
  });

  it('are finals of a translation where it is translated into', async () => {
    const { shown, run, say } = await stream({ language: 'es-MX', targets: ['es-ES', 'es-MX', 'fr'] });
    await say(final('a', 1, 'Good evening.'), translationPartial('a', 1, 'es-MX', 'Buenas'));
    await say(translation('a', 1, 'fr', 'Bonsoir.'), translation('a', 1, 'es-ES', 'Buenas.'));
    await say(translation('a', 1, 'es-MX', '¡Buenas noches!'));
    expect(shown.map(([, text]) => text)).toEqual(['¡Buenas noches!']);
    await run.end();
    expect(shown.at(-1)).toEqual([0, '']);
  });

  it('are left out while nothing is live, and what still stands is cleared once the stream is back', async () => {
    const { clock, shown, is, run, say } = await stream();
    await say(final('a', 1, 'First.'), final('b', 1, 'It waits here.'));
    is('reconnecting');
    await clock.advance(5000);
    await say(final('c', 1, 'Nobody sees it.'));
    is('live');
    await settle();
    await say(final('d', 1, 'Back again.'));
    expect(shown.map(([, text]) => text)).toEqual(['First.', '', 'Back again.']);
    is('stopped');
    await run.end();
    expect(shown).toHaveLength(3);
  });

  it('do not stay once they were read where captions wait', async () => {
    const { clock, sink, shown, run, say } = await stream();
    await say(final('a', 1, 'Good evening.'), final('b', 1, 'A last word.'));
    sink.tellResting(true);
    await clock.advance(10_000);
    expect(shown).toEqual([
      [0, 'Good evening.'],
      [1500, 'A last word.'],
      [3000, ''],
    ]);
    await run.stop();
  });

  it('count what is left out, and go on where OBS takes its time', async () => {
    let answer: () => void = () => undefined;
    const { shown, run, say } = await stream({}, () => new Promise((resolve) => (answer = resolve)));
    const finals = Array.from({ length: 12 }, (_, index) =>
      final(`s${index}`, 1, `Number ${index} ${'la '.repeat(12)}`),
    );
    await say(final('first', 1, 'First.'), ...finals);
    expect(shown.map(([, text]) => text)).toEqual(['First.']);
    expect(run.skipped).toBe(6);
    answer();
    await run.stop();
  });

  it('end where OBS hangs', async () => {
    const { shown, run, say } = await stream({}, () => new Promise(() => undefined));
    await say(final('a', 1, 'First.'));
    await run.stop();
    expect(shown.map(([, text]) => text)).toEqual(['First.', '']);
  });
});
