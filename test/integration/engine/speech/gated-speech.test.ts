import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FRAME_SAMPLES, type AudioFrame } from '../../../../src/engine/audio/audio-frame.ts';
import { gatedCapture, SoundGate } from '../../../../src/engine/audio/sound-gate.ts';
import { LiveTranscripts } from '../../../../src/engine/captions/sessions/live-transcripts.ts';
import { silentLog } from '../../../../src/engine/log.ts';
import { systemClock } from '../../../../src/engine/pipeline/clock.ts';
import { createSpeechStage } from '../../../../src/engine/speech/speech-stage.ts';
import { DEFAULT_SEGMENTER } from '../../../../src/engine/speech/utterance-segmenter.ts';
import { createTranscribeStage } from '../../../../src/engine/transcription/transcribe-stage.ts';
import type { TranslationRequest, Translator } from '../../../../src/engine/translation/translator.ts';
import { translateStage } from '../../../../src/engine/translation/translate-stage.ts';
import { Metrics } from '../../../../src/engine/pipeline/metrics.ts';
import type { CaptionEvent } from '../../../../src/protocol/caption-event.ts';
import { toFrames } from '../../../support/frames.ts';
import { spokenWords } from '../../../support/streaming/spoken-words.ts';
import { streamingPool } from '../../../support/streaming/streaming-pool.ts';

const WORDS = 40;
const WORD_MS = 500;
/** Of each word; then there is a short gap. */
const VOICED_MS = 400;
const FRAME_MS = 32;
const UNDERWAY_MS = 300;
const context = { signal: new AbortController().signal, clock: systemClock, log: silentLog };

/** When the input is muted, in milliseconds of the talk. */
type Mutes = readonly { readonly fromMs: number; readonly toMs: number }[];

/** The numbers of the words in a text. */
const wordsIn = (text: string): number[] => [...text.matchAll(/\bw(\d+)/giu)].map(([, number]) => Number(number));

class KeptRequests implements Translator {
  readonly name = 'kept';
  readonly capabilities = { streams: false, partials: true, billed: false };
  readonly requests: TranslationRequest[] = [];
  unsupported(): undefined {
    return undefined;
  }
  async *translate(request: TranslationRequest): AsyncIterable<string> {
    await Promise.resolve();
    this.requests.push(request);
    yield request.text;
  }
  close(): Promise<void> {
    return Promise.resolve();
  }
}

/** Somebody who says numbered words, and is muted and unmuted meanwhile: all words that come out anywhere. */
async function talk(mutes: Mutes) {
  using pool = await streamingPool([{}]);
  const root = await mkdtemp(path.join(tmpdir(), 'overlingo-gated-'));
  const gate = new SoundGate(true);
  const sound = [...toFrames(spokenWords(0, WORDS)), ...toFrames(new Float32Array(40 * FRAME_SAMPLES))];
  const turns = mutes.flatMap((mute) => [
    { atMs: mute.fromMs, isOpen: false },
    { atMs: mute.toMs, isOpen: true },
  ]);
  const capture = {
    name: 'talk',
    live: false,
    async *frames(): AsyncGenerator<AudioFrame> {
      await Promise.resolve();
      for (const [index, frame] of sound.entries()) {
        const [fromMs, toMs] = [index * FRAME_MS, (index + 1) * FRAME_MS];
        for (const { atMs, isOpen } of turns) if (atMs >= fromMs && atMs < toMs) gate.set(isOpen, atMs);
        yield { ...frame, startSample: index * FRAME_SAMPLES, capturedAtMs: toMs };
      }
    },
  };
  const speech = createSpeechStage({
    sourceId: 's',
    detector: { confirmationFrames: 0, isSpeech: ({ samples }) => (samples[0] ?? 0) > 0.04, close: () => undefined },
    settings: { ...DEFAULT_SEGMENTER, onsetMs: 96 },
  });
  const transcription = createTranscribeStage({
    ...{ sourceId: 's', speaker: undefined, language: 'en', prompt: () => '', partials: true, sourceCanWait: true },
    ...{ maxUtteranceMs: DEFAULT_SEGMENTER.maxUtteranceMs, retained: undefined, pool, metrics: new Metrics() },
    ...{ commit: speech.commit, settled: speech.settled, onNotice: () => undefined, onFallingBehind: () => undefined },
  });
  const translator = new KeptRequests();
  const translate = translateStage({ targets: [{ language: 'es', translator }], onNotice: () => undefined });
  const events: CaptionEvent[] = [];
  const transcripts = new LiveTranscripts({
    ...{ folder: root, spoken: 'en', targets: ['es'], formats: ['txt'], onNotice: () => undefined },
  });
  async function* captions(): AsyncGenerator<CaptionEvent> {
    const heard = gatedCapture(capture, gate).frames(context.signal);
    for await (const event of translate(transcription.stage(speech.stage(heard, context), context), context)) {
      events.push(event);
      yield event;
    }
  }
  try {
    await transcripts.run(captions(), context);
    const files = await readdir(root, { recursive: true, withFileTypes: true });
    const texts = files
      .filter((file) => file.isFile())
      .map((file) => readFile(path.join(file.parentPath, file.name), 'utf8'));
    return {
      shown: wordsIn(JSON.stringify(events)),
      written: wordsIn((await Promise.all(texts)).join('\n')),
      asked: wordsIn(JSON.stringify(translator.requests)),
      finals: wordsIn(JSON.stringify(events.filter(({ type }) => type === 'transcript-final'))),
    };
  } finally {
    await rm(root, { recursive: true, force: true });
  }
}

const words = Array.from({ length: WORDS }, (_, number) => ({
  number,
  fromMs: number * WORD_MS,
  toMs: number * WORD_MS + VOICED_MS,
}));

/** Words that were wholly said while muted, and those said wholly before or well after that. */
function sorted(mutes: Mutes) {
  const muted = words.filter(({ fromMs, toMs }) => mutes.some((mute) => fromMs >= mute.fromMs && toMs <= mute.toMs));
  const safe = words.filter(({ fromMs, toMs }) =>
    mutes.every((mute) => toMs + FRAME_MS <= mute.fromMs || fromMs >= mute.toMs + UNDERWAY_MS + 2 * FRAME_MS),
  );
  return { muted: muted.map(({ number }) => number), safe: safe.map(({ number }) => number) };
}

describe('what is said while muted', () => {
  it('is in no caption, no file and no request, and all else is', async () => {
    const lengths = fc.array(fc.tuple(fc.integer({ min: 300, max: 4000 }), fc.integer({ min: 1, max: 4000 })), {
      minLength: 3,
      maxLength: 5,
    });
    await fc.assert(
      fc.asyncProperty(lengths, async (turns) => {
        let nowMs = 0;
        const mutes = turns.map(([openMs, mutedMs]) => {
          const fromMs = nowMs + openMs;
          nowMs = fromMs + mutedMs;
          return { fromMs, toMs: nowMs };
        });
        const { muted, safe } = sorted(mutes);
        const { shown, written, asked, finals } = await talk(mutes);
        const leaked = muted.filter((number) => [...shown, ...written, ...asked].includes(number));
        const lost = safe.filter((number) => !finals.includes(number) || !written.includes(number));
        expect({ leaked, lost }).toEqual({ leaked: [], lost: [] });
      }),
      { numRuns: 12 },
    );
  });
});
