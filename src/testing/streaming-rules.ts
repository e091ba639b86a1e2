import assert from 'node:assert/strict';
import type { Recognizer } from '../engine/transcription/recognizer.ts';
import type {
  StreamText,
  StreamingRecognizer,
  StreamingSession,
} from '../engine/transcription/streaming-recognizer.ts';
import type { SpokenClip } from './recognizer-contract.ts';

type Rules = Record<string, (recognizer: Recognizer) => Promise<void> | void>;

/** Odd sizes: a sample alone, frames as they come, a part of a second, more than two seconds. */
const PIECES = [1, 512, 5003, 37_001] as const;

/** What a recogniser that streams promises besides what all do. The cases are empty for others. */
export function streamingRules([first, second]: readonly [SpokenClip, SpokenClip, ...SpokenClip[]]): Rules {
  const rule =
    (check: (recognizer: StreamingRecognizer) => Promise<void>) =>
    async (recognizer: Recognizer): Promise<void> => {
      if ('openStream' in recognizer) await check(recognizer);
    };
  const open = (recognizer: StreamingRecognizer, { language }: SpokenClip): StreamingSession =>
    recognizer.openStream({ language, prompt: '' });
  return {
    'never changes what it has committed, and commits all at the end': rule(async (recognizer) => {
      const session = open(recognizer, first);
      let before = '';
      for (const piece of piecesOf(first.samples, 1600)) {
        const { committed } = await session.feed(piece);
        assert.ok(committed.startsWith(before), `“${before}” became “${committed}”.`);
        before = committed;
      }
      const { committed, tentative } = await session.finish();
      assert.ok(committed.startsWith(before), `“${before}” became “${committed}”.`);
      assert.equal(tentative, '');
      session.close();
    }),

    'gives the same text however the sound is cut, and once more when it is asked again': rule(async (recognizer) => {
      const texts: string[] = [];
      for (const size of PIECES) {
        const session = open(recognizer, first);
        // A sample alone takes its time: enough of them, and then the rest.
        const start = size === 1 ? 100 : 0;
        for (const piece of piecesOf(first.samples.slice(0, start), size)) await session.feed(piece);
        for (const piece of piecesOf(first.samples.slice(start), size === 1 ? 4096 : size)) await session.feed(piece);
        const finished = await session.finish();
        texts.push(finished.committed);
        assert.deepEqual(await session.finish(), finished);
        session.close();
      }
      assert.equal(new Set(texts).size, 1, texts.join(' | '));
    }),

    'begins anew after a reset, in any state': rule(async (recognizer) => {
      const session = open(recognizer, first);
      await session.feed(second.samples.slice(0, second.samples.length / 2));
      session.reset();
      const once = await heardOf(session, first);
      session.reset();
      const again = await heardOf(session, first);
      assert.deepEqual(again, once);
      session.close();
    }),

    'keeps streams apart that are open at the same time': rule(async (recognizer) => {
      if (recognizer.info.streaming.openStreams < 2) return;
      const alone: StreamText[] = [];
      for (const clip of [first, second]) {
        const session = open(recognizer, clip);
        alone.push(await heardOf(session, clip));
        session.close();
      }
      const sessions = [open(recognizer, first), open(recognizer, second)] as const;
      const [ones, others] = [piecesOf(first.samples, 4800), piecesOf(second.samples, 4800)];
      for (let index = 0; index < Math.max(ones.length, others.length); index += 1) {
        await sessions[0].feed(ones[index] ?? new Float32Array(0));
        await sessions[1].feed(others[index] ?? new Float32Array(0));
      }
      assert.deepEqual([await sessions[0].finish(), await sessions[1].finish()], alone);
      for (const session of sessions) session.close();
    }),

    'gives the times of all words, in order, where it gives any': rule(async (recognizer) => {
      const session = open(recognizer, first);
      const { words, committed } = await heardOf(session, first);
      session.close();
      if (!words) return;
      assert.equal(
        words
          .map(({ text }) => text)
          .join('')
          .trim(),
        committed.trim(),
      );
      let before = 0;
      for (const { startMs, endMs } of words) {
        assert.ok(startMs >= before && endMs >= startMs, `A word from ${startMs} to ${endMs} ms follows ${before} ms.`);
        before = startMs;
      }
    }),
  };
}

async function heardOf(session: StreamingSession, { samples }: SpokenClip): Promise<StreamText> {
  for (const piece of piecesOf(samples, 1600)) await session.feed(piece);
  return session.finish();
}

function piecesOf(samples: Float32Array, size: number): Float32Array[] {
  return Array.from({ length: Math.ceil(samples.length / size) }, (_, index) =>
    samples.slice(index * size, (index + 1) * size),
  );
}
