import type { CaptionEvent, DiscardReason, UtteranceDiscard } from '../../protocol/caption-event.ts';
import type { StatusNotice } from '../../protocol/status.ts';
import { notice } from '../pipeline/notice.ts';

/** One click on a keyboard is no trouble, and neither are a few noises between sentences. */
const MANY_IN_A_ROW = 10;

interface Advice {
  readonly cause: string;
  readonly hint: string;
}

const NO_WORDS: Advice = {
  cause: 'no words were heard in it',
  hint: 'Check that the right microphone is chosen. If it hears music or noise, set the sensitivity to low.',
};
const TOO_QUIET: Advice = { cause: 'it is too quiet', hint: 'Turn the microphone up, or move it nearer.' };
const WRONG_SCRIPT: Advice = {
  cause: 'the text came in the script of another language',
  hint: 'Set the language to the one that is spoken. Larger speech models do this less often.',
};
const INVENTED: Advice = {
  cause: 'the speech model wrote more than the sound can hold',
  hint: 'Check that the language is the one that is spoken, or choose a larger speech model.',
};

/** What to do where a reason comes again and again. Without advice it counts neither as trouble nor as a recovery. */
const ADVICE: Readonly<Record<DiscardReason, Advice | undefined>> = {
  'too-short': undefined,
  'too-quiet': TOO_QUIET,
  'no-speech': NO_WORDS,
  'no-text': NO_WORDS,
  'known-phrase': NO_WORDS,
  'runaway-decode': INVENTED,
  repetition: INVENTED,
  'impossible-speed': INVENTED,
  'wrong-script': WRONG_SCRIPT,
  merged: undefined,
  failed: undefined,
};

/** How the utterances of one source ended lately. */
interface Row {
  /** What the discards since the last caption came from. */
  readonly causes: Advice[];
  /** The notice was given; so many captions are wanted before it may be given again. */
  captionsWanted: number;
}

/** Notices where a source gives discards and no caption: once, and again only after a time in which all was well. */
export class DiscardWatch {
  readonly #rows = new Map<string, Row>();

  /** Takes the next event of the run. Gives a notice with what to do where too many utterances in a row gave nothing. */
  take(event: CaptionEvent): StatusNotice | undefined {
    if (event.type === 'transcript-final') this.#recover(event.sourceId);
    return event.type === 'utterance-discard' ? this.#discarded(event) : undefined;
  }

  #recover(sourceId: string): void {
    const row = this.#rows.get(sourceId);
    if (!row) return;
    row.causes.length = 0;
    row.captionsWanted -= 1;
    if (row.captionsWanted <= 0) this.#rows.delete(sourceId);
  }

  #discarded({ sourceId, speaker, reason }: UtteranceDiscard): StatusNotice | undefined {
    const advice = ADVICE[reason];
    if (!advice) return undefined;
    const row = this.#rows.get(sourceId) ?? { causes: [], captionsWanted: 0 };
    this.#rows.set(sourceId, row);
    if (row.captionsWanted > 0) return undefined;
    row.causes.push(advice);
    if (row.causes.length < MANY_IN_A_ROW) return undefined;
    const { cause, hint } = mostFrequent(row.causes);
    row.causes.length = 0;
    row.captionsWanted = MANY_IN_A_ROW;
    const message = `Sound from ${speaker ?? sourceId} gave no caption ${MANY_IN_A_ROW} times in a row: ${cause}.`;
    return notice('transcription', { level: 'warning', code: 'no-captions', message, hint });
  }
}

function mostFrequent(causes: readonly Advice[]): Advice {
  const count = (advice: Advice): number => causes.filter((other) => other === advice).length;
  return causes.reduce((best, advice) => (count(advice) > count(best) ? advice : best));
}
