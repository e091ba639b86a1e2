import { isDeepStrictEqual } from 'node:util';
import type { CaptionEvent } from '../../protocol/caption-event.ts';
import type { SpokenLanguage } from '../../protocol/spoken-language.ts';
import type { SpeechEvent } from '../pipeline/speech-event.ts';
import type { TranscribeStage } from '../transcription/transcribe-stage.ts';

interface ByLanguageOptions {
  /** What is spoken in an utterance that begins now. */
  readonly now: () => SpokenLanguage;
  /** Transcribes one language. Throws an `EngineError` where that cannot be had. */
  readonly open: (spoken: SpokenLanguage) => TranscribeStage;
  /** Told of a language that cannot be had. The one before it is heard on. */
  readonly onRefused: (error: unknown) => void;
}

/** Utterances of one language, one after the other. */
interface Part {
  readonly spoken: SpokenLanguage;
  readonly stage: TranscribeStage;
  readonly captions: AsyncIterator<CaptionEvent>;
  /** Asked for at once, so that the part is heard while those before it are still being finished. */
  readonly first: Promise<IteratorResult<CaptionEvent>>;
  next: Part | undefined;
}

/**
 * Transcribes a source whose language changes: from the utterance that begins next, by another stage, of another model where
 * that is for the language. What is under way is finished as it was, and finals stay in the order of speech.
 */
export function transcribeByLanguage({ now, open, onRefused }: ByLanguageOptions): TranscribeStage {
  let oldest: Part | undefined;
  let refused: SpokenLanguage | undefined;

  /** The stage for another language; undefined where there is none, or it cannot be had, which is told once. */
  function stageFor(spoken: SpokenLanguage, present: SpokenLanguage): TranscribeStage | undefined {
    if (isDeepStrictEqual(spoken, present) || isDeepStrictEqual(spoken, refused)) return undefined;
    try {
      return open(spoken);
    } catch (error) {
      refused = spoken;
      onRefused(error);
      return undefined;
    }
  }

  return {
    behindMs() {
      let behindMs = 0;
      for (let part = oldest; part; part = part.next) behindMs = Math.max(behindMs, part.stage.behindMs());
      return behindMs;
    },
    stage: async function* (input, context) {
      const speech = input[Symbol.asyncIterator]();

      function begin(spoken: SpokenLanguage, stage: TranscribeStage, start?: SpeechEvent): Part {
        const captions = stage.stage(utterances(), context)[Symbol.asyncIterator]();
        const part: Part = { spoken, stage, captions, first: captions.next(), next: undefined };
        // Whoever gets to it sees what went wrong.
        part.first.catch(() => undefined);
        return part;

        async function* utterances(): AsyncGenerator<SpeechEvent> {
          let goesOn = false;
          try {
            if (start) yield start;
            for (let heard = await speech.next(); heard.done !== true; heard = await speech.next()) {
              part.next = heard.value.type === 'utterance-start' ? nextPart(heard.value) : undefined;
              goesOn = part.next !== undefined;
              if (goesOn) return;
              yield heard.value;
            }
          } finally {
            if (!goesOn) await speech.return?.();
          }
        }

        function nextPart(utterance: SpeechEvent): Part | undefined {
          const other = now();
          const otherStage = stageFor(other, spoken);
          return otherStage && begin(other, otherStage, utterance);
        }
      }

      const spoken = now();
      oldest = begin(spoken, open(spoken));
      try {
        for (; oldest; oldest = oldest.next) yield* captionsOf(oldest);
      } finally {
        for (; oldest; oldest = oldest.next) await oldest.captions.return?.();
      }
    },
  };
}

async function* captionsOf({ first, captions }: Part): AsyncGenerator<CaptionEvent> {
  for (let told = await first; told.done !== true; told = await captions.next()) yield told.value;
}
