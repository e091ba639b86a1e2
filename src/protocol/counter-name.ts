import type { DiscardReason } from './caption-event.ts';
import type { CutReason } from './discards.ts';

/** What is counted during a run. */
export type CounterName =
  | 'audio-frames'
  | 'audio-frames-dropped'
  | 'partials-decoded'
  | 'partials-shed'
  | 'stream-feeds'
  | 'stream-feeds-failed'
  | 'partials-failed'
  | 'partials-superseded'
  | 'partials-of-unsure-language'
  | `partials-refused-${DiscardReason}`
  | 'finals'
  | 'finals-settled-in-speech'
  | 'finals-that-kept-committed-words'
  | `finals-shortened-${CutReason}`
  | 'language-drifts'
  | 'language-drifts-mended'
  | 'skipped-speech'
  | 'unheard-ends'
  | `discarded-${DiscardReason}`
  | 'recognizer-restarts'
  | 'translation-cache-hits'
  | `translations-${TranslationOutcome}`
  | 'audience-viewers'
  | 'audience-refused'
  | `output-${string}-skipped`;

/** How a request for a translation ended. `no-answer`: the translator had nothing to say. */
export type TranslationOutcome = 'translated' | 'no-answer' | 'superseded' | 'failed';

/** What was counted; what never happened is absent. */
export type Counters = Readonly<Partial<Record<CounterName, number>>>;
