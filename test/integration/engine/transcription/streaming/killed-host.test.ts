import { expect, it } from 'vitest';
import { recognizerModule } from '../../../../support/files.ts';
import { spokenUtterance } from '../../../../support/streaming/spoken-words.ts';
import { startPool } from '../../../../support/streaming/streaming-pool.ts';
import { transcribe } from '../../../../support/transcribe.ts';
import { toneModel, tones } from '../sherpa/tones.ts';
import { expectStableText } from './expect-stable-text.ts';

const SPOKEN = ['low', 'mid', 'high', 'top', 'mid', 'low', 'top', 'high', 'low', 'mid', 'top', 'high', 'low'] as const;

it.each([
  ['its only host, after its first word', 1, 1],
  ['its only host, in the middle', 1, 6],
  ['both of two hosts', 2, 6],
])('an utterance goes on from the sound that was kept where sherpa-onnx loses %s', async (_, hosts, words) => {
  const model = await toneModel();
  using pool = await startPool(
    recognizerModule('sherpa-streaming'),
    Array.from({ length: hosts }, () => model),
  );
  let shown: string | undefined;
  const { events, notices } = await transcribe(pool, spokenUtterance('s-1', tones(...SPOKEN), { frameMs: 10 }), {
    onEvent: (event) => {
      if (shown !== undefined || event.type !== 'transcript-partial' || event.stableText === '') return;
      if (event.stableText.split(' ').length < words) return;
      shown = event.stableText;
      for (const pid of pool.pids) process.kill(pid, 'SIGKILL');
    },
  });
  expect(pool.events.map(({ type }) => type).filter((type) => type === 'host-lost')).toHaveLength(hosts);
  const all = SPOKEN.join(' ');
  const finals = events.flatMap((event) => (event.type === 'transcript-final' ? [event] : []));
  expect(finals.map(({ utteranceId, text }) => [utteranceId, text.toLowerCase()])).toEqual([['s-1', all]]);
  // It was on the screen, there was more to come, and none of it was taken back.
  expect(all.slice(0, -'low'.length)).toMatch(new RegExp(`^${shown?.toLowerCase()}`, 'u'));
  expectStableText(events);
  const later = events.flatMap((event) => (event.type === 'transcript-partial' ? [event.stableText] : []));
  expect(later.at(-1)?.length).toBeGreaterThan(shown?.length ?? 0);
  expect(notices).toEqual([]);
});
