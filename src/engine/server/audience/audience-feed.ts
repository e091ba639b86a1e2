import {
  AUDIENCE_PROTOCOL_VERSION,
  SOURCE_TRACK,
  type AudienceAbout,
  type AudienceGone,
  type AudienceLine,
  type AudiencePartial,
} from '../../../protocol/audience-contract.ts';
import type { CaptionEvent, UtteranceId } from '../../../protocol/caption-event.ts';
import type { Snapshot } from '../../../protocol/socket-contract.ts';
import type { Clock } from '../../pipeline/clock.ts';
import { CaptionBroadcaster } from '../caption-broadcaster.ts';
import type { AudienceSink } from './audience-sink.ts';

/** At most one partial of a text is sent in this time, in milliseconds: phones are many, and pay for what they get. */
const PARTIAL_INTERVAL_MS = 250;

/** Translations follow their source within seconds. */
const UTTERANCES_KEPT = 200;

/** What viewers are told of the state of a run. */
export type AudienceState = Pick<Snapshot, 'targetLanguages'> & { readonly hidden?: boolean };

type TranscriptEvent = Extract<CaptionEvent, { type: `transcript-${string}` }>;

interface AudienceFeedOptions {
  readonly state: () => AudienceState;
  readonly sinks: readonly AudienceSink[];
  readonly clock: Clock;
  /** When the run began, in milliseconds since 1970. */
  readonly startedAtMs: number;
}

/** What the translations of an utterance do not say by themselves. */
interface Utterance {
  readonly key: string;
  readonly language: string;
  readonly speaker: { readonly speaker?: string };
  final: boolean;
}

/**
 * Makes of caption events what viewers get: numbered entries and partials, by tracks. What is said while captions are
 * hidden is never sent, not even later, and neither is the rest of a sentence that was begun then.
 */
export class AudienceFeed {
  readonly #options: AudienceFeedOptions;
  readonly #broadcaster: CaptionBroadcaster;
  readonly #utterances = new Map<UtteranceId, Utterance | 'withheld'>();
  #about: AudienceAbout | undefined;
  #entries = 0;
  #keys = 0;

  constructor(options: AudienceFeedOptions) {
    this.#options = options;
    this.#broadcaster = new CaptionBroadcaster((event) => this.#take(event), options.clock, PARTIAL_INTERVAL_MS);
    this.refresh();
  }

  publish(event: CaptionEvent): void {
    // Before it can wait, since it may be hidden by then no more.
    if (this.refresh().hidden) this.#withhold(event.utteranceId);
    else this.#broadcaster.publish(event);
  }

  /** Looks at the state anew, and tells viewers where it has changed. */
  refresh(): AudienceAbout {
    const { state, sinks } = this.#options;
    const { targetLanguages, hidden = false } = state();
    const tracks = [...new Set([SOURCE_TRACK, ...targetLanguages])];
    const about = { protocol: AUDIENCE_PROTOCOL_VERSION, tracks, hidden, live: true };
    if (JSON.stringify(about) === JSON.stringify(this.#about)) return about;
    this.#about = about;
    for (const sink of sinks) sink.tell(about);
    return about;
  }

  /** Tells viewers that nothing follows. */
  close(): void {
    this.#broadcaster.close();
    const about = { ...this.refresh(), live: false };
    for (const sink of this.#options.sinks) sink.tell(about);
  }

  #take(event: CaptionEvent): void {
    // What waited for its turn may be hidden meanwhile.
    if (this.#about?.hidden === true) return this.#withhold(event.utteranceId);
    switch (event.type) {
      case 'transcript-partial': {
        const text = event.stableText + event.unstableText;
        return this.#show(SOURCE_TRACK, this.#begun(event), { text, language: event.language });
      }
      case 'transcript-final': {
        const utterance = this.#begun(event);
        if (utterance === 'withheld') return;
        utterance.final = true;
        const { key, speaker } = utterance;
        return this.#publish({ key, text: event.text, language: event.language, ...speaker }, SOURCE_TRACK);
      }
      case 'translation-partial':
        return this.#show(event.language, this.#utterances.get(event.utteranceId), event);
      case 'translation-final': {
        const utterance = this.#utterances.get(event.utteranceId);
        if (utterance === undefined || utterance === 'withheld') return;
        const { key, speaker } = utterance;
        const language = event.untranslated ? utterance.language : event.language;
        return this.#publish({ key, text: event.text, language, ...speaker }, event.language);
      }
      case 'utterance-discard':
        return this.#discard(event.utteranceId);
    }
  }

  /** The utterance of a transcript. An id that comes again after its final is of the next engine: that one counts anew. */
  #begun({ utteranceId, language, speaker }: TranscriptEvent): Utterance | 'withheld' {
    const known = this.#utterances.get(utteranceId);
    if (known === 'withheld') return known;
    const isSame = known !== undefined && !known.final;
    const key = isSame ? known.key : `${this.#options.startedAtMs}.${(this.#keys += 1)}`;
    const utterance = { key, language, speaker: speaker === undefined ? {} : { speaker }, final: false };
    this.#remember(utteranceId, utterance);
    return utterance;
  }

  #show(
    track: string,
    utterance: Utterance | 'withheld' | undefined,
    text: Pick<AudiencePartial, 'text' | 'language'>,
  ) {
    if (utterance === undefined || utterance === 'withheld') return;
    const { key, speaker } = utterance;
    const partial = { key, text: text.text, language: text.language, ...speaker };
    for (const sink of this.#options.sinks) sink.show(track, partial);
  }

  #publish(entry: Omit<AudienceLine, 'id'> | Omit<AudienceGone, 'id'>, track?: string): void {
    const id = `${this.#options.startedAtMs}-${(this.#entries += 1)}`;
    const published = { ...(track === undefined ? {} : { track }), entry: { id, ...entry } };
    for (const sink of this.#options.sinks) sink.publish(published);
  }

  #discard(id: UtteranceId): void {
    const utterance = this.#utterances.get(id);
    this.#utterances.delete(id);
    if (utterance === undefined || utterance === 'withheld') return;
    const { key, language, final } = utterance;
    if (final) return this.#publish({ key, gone: true });
    const tracks = this.#about?.tracks ?? [];
    for (const sink of this.#options.sinks) for (const track of tracks) sink.show(track, { key, text: '', language });
  }

  /** Takes away what stands of it, and lets nothing of it through any more. */
  #withhold(id: UtteranceId): void {
    this.#remember(id, 'withheld');
  }

  #remember(id: UtteranceId, utterance: Utterance | 'withheld'): void {
    this.#utterances.delete(id);
    this.#utterances.set(id, utterance);
    const [oldest] = this.#utterances.keys();
    if (this.#utterances.size > UTTERANCES_KEPT && oldest !== undefined) this.#utterances.delete(oldest);
  }
}
