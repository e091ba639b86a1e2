import { batch, computed, signal, type ReadonlySignal } from '@preact/signals';
import type { CaptionEvent } from '../../../protocol/caption-event.ts';
import { applyCaptionEvent, type Cue } from '../../../protocol/cue.ts';
import type { DeliveryReceipt, Snapshot } from '../../../protocol/socket-contract.ts';
import type { EngineStatus } from '../../../protocol/status.ts';
import { EMPTY_BLOCK, type ScreenBlock } from './caption-screen.ts';
import type { ConnectionState } from '../caption-socket.ts';
import { textsOf } from './cue-text.ts';
import { chooseLanguage } from './language-choice.ts';
import { languageNote, type LanguageNote } from './language-note.ts';
import { createPacedCaptions, type CaptionFrame, type LineFit, type PlacedTexts } from './paced-captions.ts';
import { createReceiptBook } from './receipt-book.ts';
import type { OverlayOptions } from '../url-options.ts';

/** Older cues than these cannot be on the screen any more. */
const MOST_CUES = 24;

/** How far captions may be behind where neither the address nor the engine says it, in milliseconds. */
const DEFAULT_MAX_LAG_MS = 4000;

/** Everything that the page draws, as signals. */
export interface CaptionModel {
  /** The translation, or what was said, as the layout has it. */
  readonly main: ReadonlySignal<ScreenBlock>;
  /** What was said, beside the translation. Empty unless the layout is dual. */
  readonly source: ReadonlySignal<ScreenBlock>;
  readonly connection: ReadonlySignal<ConnectionState>;
  readonly status: ReadonlySignal<EngineStatus | undefined>;
  /** Where the page cannot show the language of its address. */
  readonly languageNote: ReadonlySignal<LanguageNote | undefined>;
  /** What else is wrong with its address, in a sentence each. */
  readonly addressProblems: ReadonlySignal<readonly string[]>;
  readonly restore: (snapshot: Snapshot) => void;
  /**
   * What a snapshot on the same connection says of the configuration. What stands and waits stays, but for cues that it does
   * not hold; where captions were hidden or are shown again, it is restored.
   */
  readonly update: (snapshot: Snapshot) => void;
  readonly receive: (event: CaptionEvent) => void;
  readonly receiveStatus: (status: EngineStatus) => void;
  readonly setConnection: (state: ConnectionState) => void;
  readonly addAddressProblem: (sentence: string) => void;
  /** How many units fit on a line of each place. */
  readonly setFit: (fit: LineFit) => void;
  /** To be called when the page can be seen again: shows the newest captions, and nothing that has waited. */
  readonly seenAgain: () => void;
  /** To be called when the present screen has been drawn. */
  readonly drawn: () => void;
  readonly dispose: () => void;
}

interface ModelContext {
  /** Monotonic milliseconds. */
  readonly nowMs: () => number;
  readonly onDelivered: (receipt: DeliveryReceipt) => void;
  /** What is wrong with the language in the address, as a sentence. */
  readonly languageProblem?: string | undefined;
  /** What else is wrong with it, in a sentence each. */
  readonly addressProblems?: readonly string[];
}

/** The state of a page without captions yet. */
export function createCaptionModel(
  options: OverlayOptions,
  { nowMs, onDelivered, languageProblem, addressProblems = [] }: ModelContext,
): CaptionModel {
  const connection = signal<ConnectionState>('connecting');
  const status = signal<EngineStatus | undefined>(undefined);
  const targets = signal<readonly string[] | undefined>(undefined);
  const main = signal<ScreenBlock>(EMPTY_BLOCK);
  const source = signal<ScreenBlock>(EMPTY_BLOCK);
  const receipts = createReceiptBook(onDelivered);
  const choice = computed(() => ({
    ...options,
    language: chooseLanguage(options.language, targets.value ?? []),
    targets: targets.value ?? [],
  }));
  const problems = signal(addressProblems);
  const note = computed(() => languageNote(options, targets.value, languageProblem));
  let cues: readonly Cue[] = [];
  let fit: LineFit = { main: options.width, source: options.width };
  let told: Snapshot | undefined;
  let newestAtMs = Number.NEGATIVE_INFINITY;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const captions = createPacedCaptions({
    options,
    fit: () => fit,
    maxLagMs: () => options.maxLagMs ?? told?.maxLagMs ?? DEFAULT_MAX_LAG_MS,
  });

  function draw(frame: CaptionFrame): void {
    batch(() => {
      main.value = frame.main;
      source.value = frame.source;
    });
    clearTimeout(timer);
    if (!Number.isFinite(frame.nextChangeAtMs)) return;
    const waitMs = Math.max(0, Math.ceil(frame.nextChangeAtMs - nowMs()));
    timer = setTimeout(() => draw(captions.advance(nowMs())), waitMs);
  }

  const texts = (): PlacedTexts => placedTexts(cues, choice.value);
  const showNewest = (): void => draw(captions.showNewest(texts(), nowMs(), newestAtMs));

  function configure(snapshot: Snapshot, show: () => void): void {
    told = snapshot;
    cues = snapshot.cues.slice(-MOST_CUES);
    batch(() => {
      status.value = snapshot.status;
      targets.value = snapshot.targetLanguages;
      show();
    });
  }

  function restore(snapshot: Snapshot): void {
    newestAtMs = nowMs() - (snapshot.quietMs ?? 0);
    configure(snapshot, showNewest);
  }

  return {
    main,
    source,
    connection,
    status,
    languageNote: note,
    addressProblems: problems,
    restore,
    update(snapshot) {
      if (snapshot.hidden !== told?.hidden) restore(snapshot);
      else configure(snapshot, () => draw(captions.show(texts(), nowMs())));
    },
    receive(event) {
      const next = applyCaptionEvent(cues, event);
      if (next === cues) return;
      receipts.expect(event, choice.value);
      cues = next.slice(-MOST_CUES);
      newestAtMs = nowMs();
      draw(captions.show(texts(), newestAtMs));
    },
    receiveStatus: (next) => void (status.value = next),
    setConnection: (next) => void (connection.value = next),
    addAddressProblem: (sentence) => void (problems.value = [...problems.value, sentence]),
    setFit(next) {
      if (next.main === fit.main && next.source === fit.source) return;
      fit = next;
      showNewest();
    },
    seenAgain: () => draw(captions.catchUp(texts(), nowMs(), newestAtMs)),
    drawn: () => receipts.drawn({ main: main.value.utterances, source: source.value.utterances }),
    dispose: () => clearTimeout(timer),
  };
}

/** What stands in which place, of the cues that have anything there. */
function placedTexts(cues: readonly Cue[], choice: Parameters<typeof textsOf>[1]): PlacedTexts {
  const chosen = cues.map((cue) => [cue, textsOf(cue, choice)] as const);
  const placed = (place: keyof PlacedTexts): PlacedTexts['main'] =>
    chosen.flatMap(([{ utteranceId, sourceId }, { [place]: shown }]) =>
      shown ? [{ utteranceId, sourceId, shown }] : [],
    );
  return { main: placed('main'), source: placed('source') };
}
