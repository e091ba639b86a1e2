import type { CaptionEvent, UtteranceId } from '../../protocol/caption-event.ts';
import { unlessAborted } from '../pipeline/abortable.ts';
import { BoundedChannel } from '../pipeline/bounded-channel.ts';
import type { Stage, StageContext } from '../pipeline/stage.ts';
import { UntoldCaptions } from './untold-captions.ts';

/** All sources of a group come together here. The translation stage takes their events at once. */
const CAPACITY = 100_000;

interface SourceGroupOptions {
  /** Translates, with what stands around it. Passes each event on once, see `UntoldCaptions`. */
  readonly translate: Stage<CaptionEvent, CaptionEvent>;
  /** Into how many languages. */
  readonly targetCount: number;
  readonly context: StageContext;
  /** Aborts where translations are not wanted any more. */
  readonly abandoned?: AbortSignal | undefined;
  /** All was told of an utterance: what is kept of it is not wanted any more. */
  readonly onTold: (id: UtteranceId) => void;
}

interface MemberOptions {
  readonly sourceId: string;
  readonly tell: (event: CaptionEvent) => void;
  /** Aborts where nothing more is to be told of the source. */
  readonly removed: AbortSignal;
}

interface Member extends MemberOptions {
  readonly untold: UntoldCaptions;
  /** Aborts with what `tell` threw. */
  readonly broken: AbortController;
  wake: () => void;
}

/**
 * Sources whose captions are translated together: one queue for each language, in the order in which finals come. They
 * join and leave while it runs.
 */
export class SourceGroup {
  readonly #options: SourceGroupOptions;
  readonly #transcripts = new BoundedChannel<CaptionEvent>({ capacity: CAPACITY, whenFull: 'refuse' });
  readonly #members = new Map<string, Member>();
  /** Aborts when nothing comes out any more. */
  readonly #over = new AbortController();
  /** Aborts with the error where that is a fault of the stages. */
  readonly #broken = new AbortController();

  constructor(options: SourceGroupOptions) {
    this.#options = options;
    void this.#run();
  }

  /**
   * Captions one source until its last caption was told, and its translations. Rejects with the error of the source, after
   * what was heard before it was told.
   */
  async caption(events: AsyncIterable<CaptionEvent>, options: MemberOptions): Promise<void> {
    const member: Member = {
      ...options,
      untold: new UntoldCaptions(this.#options.targetCount),
      broken: new AbortController(),
      wake: () => undefined,
    };
    this.#members.set(member.sourceId, member);
    const runEnds = this.#options.context.signal;
    try {
      await unlessAborted(this.#hear(events, member), AbortSignal.any([runEnds, this.#broken.signal]));
    } finally {
      await unlessAborted(this.#allTold(member), AbortSignal.any([this.#over.signal, member.removed]));
      this.#members.delete(member.sourceId);
    }
    member.broken.signal.throwIfAborted();
    this.#broken.signal.throwIfAborted();
  }

  /** No more sources come: ends once what was heard is translated. */
  close(): void {
    this.#transcripts.close();
  }

  /** Reads all events, whether or not anybody is still told of them, so that the stages before can end. */
  async #hear(events: AsyncIterable<CaptionEvent>, member: Member): Promise<void> {
    for await (const event of events) {
      if (member.removed.aborted || member.broken.signal.aborted) continue;
      member.untold.sent(event);
      this.#transcripts.push(event);
    }
  }

  async #allTold(member: Member): Promise<void> {
    while (!member.untold.isEmpty && !member.broken.signal.aborted) {
      await new Promise<void>((resolve) => {
        member.wake = resolve;
      });
    }
  }

  async #run(): Promise<void> {
    const { translate, context, abandoned } = this.#options;
    const signal = abandoned ? AbortSignal.any([context.signal, abandoned]) : context.signal;
    try {
      const stages = translate(this.#transcripts.read(signal), { ...context, signal });
      for await (const event of stages) this.#take(event);
    } catch (error) {
      this.#broken.abort(error);
    }
    this.#over.abort();
  }

  #take(event: CaptionEvent): void {
    const member = this.#members.get(event.sourceId);
    if (!member) return;
    if (member.untold.told(event)) this.#options.onTold(event.utteranceId);
    try {
      if (!member.removed.aborted) member.tell(event);
    } catch (error) {
      // Of no matter to the other sources.
      member.broken.abort(error);
    }
    member.wake();
  }
}
