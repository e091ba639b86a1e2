import { createFileCapture } from '../src/engine/audio/file-capture.ts';
import { Engine } from '../src/engine/engine.ts';
import { systemClock } from '../src/engine/pipeline/clock.ts';
import type { TranslationSettings } from '../src/engine/translation/settings.ts';
import type { CaptionEvent, TranscriptFinal, TranscriptPartial } from '../src/protocol/caption-event.ts';
import { listenerOutput } from '../test/support/listener-output.ts';
import type { LabelledClip } from './clips.ts';
import { benchConfig, files, silentLog } from './live-run.ts';

/** An utterance with one of its translations, each text as the viewer saw it, in order. */
export interface TranslatedUtterance {
  readonly targetLanguage: string;
  readonly transcripts: readonly (TranscriptPartial | TranscriptFinal)[];
  readonly shown: readonly string[];
  /** From the beginning of the speech to the first translated text, in milliseconds. */
  readonly firstTextMs: number;
  /** From the end of the speech to the final translation, in milliseconds. */
  readonly finalMs: number;
}

/** Plays a clip in real time through an engine with the bundled models that translates it. */
export async function runTranslated(
  clip: LabelledClip,
  targets: readonly string[],
  translation: TranslationSettings,
): Promise<TranslatedUtterance[]> {
  const sources = [
    {
      id: 'bench',
      capture: createFileCapture({ path: clip.file, pace: 'real-time', clock: systemClock }),
      language: clip.language,
    },
  ];
  const config = { ...benchConfig(clip, 'real-time'), sources, translation: { ...translation, targets } };
  const events: CaptionEvent[] = [];
  const collected = listenerOutput((output) => {
    if (output.type !== 'status-notice') events.push(output);
  });
  const engine = new Engine(config, { files, log: silentLog, outputs: [collected] });
  try {
    await engine.start();
    await engine.run();
  } finally {
    await engine.close();
  }
  return targets.flatMap((target) => collectUtterances(events, target));
}

function collectUtterances(events: readonly CaptionEvent[], targetLanguage: string): TranslatedUtterance[] {
  const startedAtMs = startOf(events);
  const ids = new Set(events.map(({ utteranceId }) => utteranceId));
  return [...ids].flatMap((id) => {
    const own = events.filter(({ utteranceId }) => utteranceId === id);
    const transcripts = own.filter((event) => event.type === 'transcript-partial' || event.type === 'transcript-final');
    const translations = own.filter(
      (event) =>
        (event.type === 'translation-partial' || event.type === 'translation-final') &&
        event.language === targetLanguage,
    );
    const [first, last] = [translations[0], translations.at(-1)];
    if (!first || last?.type !== 'translation-final') return [];
    return [
      {
        targetLanguage,
        transcripts,
        shown: translations.map((event) => ('text' in event ? event.text : '')),
        firstTextMs: first.timing.emittedAtMs - startedAtMs - first.startMs,
        finalMs: last.timing.emittedAtMs - (last.timing.speechEndAtMs ?? Number.NaN),
      },
    ];
  });
}

/** When media time 0 was captured, on the engine's clock. */
function startOf(events: readonly CaptionEvent[]): number {
  const heard = events.find((event) => event.type === 'transcript-partial' && event.timing.audioEndAtMs !== undefined);
  return (heard?.timing.audioEndAtMs ?? Number.NaN) - (heard?.endMs ?? Number.NaN);
}
