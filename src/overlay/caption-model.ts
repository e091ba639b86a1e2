import { batch, computed, effect, signal, type ReadonlySignal } from '@preact/signals';
import type { CaptionEvent, UtteranceId } from '../protocol/caption-event.ts';
import { applyCaptionEvent, type Cue } from '../protocol/cue.ts';
import type { DeliveryReceipt, Snapshot } from '../protocol/socket-contract.ts';
import type { EngineStatus } from '../protocol/status.ts';
import { createBlockLayout, type ScreenBlock } from './caption-screen.ts';
import type { ConnectionState } from './caption-socket.ts';
import { chooseLanguage, textsOf, type CueTexts, type ShownText } from './cue-text.ts';
import { LEAST_SHOWN_MS, retime, type TimedText } from './cue-timing.ts';
import { createReceiptBook } from './receipt-book.ts';
import type { OverlayOptions } from './url-options.ts';

/** Older cues than these cannot be on the screen any more. */
const MOST_CUES = 24;

/** What was said takes at most this many lines beside its translation. */
const SOURCE_LINES = 2;

/** Everything that the page draws, as signals. */
export interface CaptionModel {
  /** The translation, or what was said, as the layout has it. */
  readonly main: ReadonlySignal<ScreenBlock>;
  /** What was said, beside the translation. Empty unless the layout is dual. */
  readonly source: ReadonlySignal<ScreenBlock>;
  readonly connection: ReadonlySignal<ConnectionState>;
  readonly status: ReadonlySignal<EngineStatus | undefined>;
  readonly restore: (snapshot: Snapshot) => void;
  readonly receive: (event: CaptionEvent) => void;
  readonly receiveStatus: (status: EngineStatus) => void;
  readonly setConnection: (state: ConnectionState) => void;
  /** How many units fit on a line of each place. */
  readonly setFit: (fit: LineFit) => void;
  /** To be called when the present screen has been drawn. */
  readonly drawn: () => void;
  readonly dispose: () => void;
}

/** Units that fit on one line. */
export interface LineFit {
  readonly main: number;
  readonly source: number;
}

interface ModelContext {
  /** Monotonic milliseconds. */
  readonly nowMs: () => number;
  readonly onDelivered: (receipt: DeliveryReceipt) => void;
}

/** The state of a page without captions yet. */
export function createCaptionModel(options: OverlayOptions, { nowMs, onDelivered }: ModelContext): CaptionModel {
  const connection = signal<ConnectionState>('connecting');
  const status = signal<EngineStatus | undefined>(undefined);
  const targets = signal<readonly string[]>([]);
  const texts = signal<{ main: readonly TimedText[]; source: readonly TimedText[] }>({ main: [], source: [] });
  const clockMs = signal(nowMs());
  const fit = signal<LineFit>({ main: options.width, source: options.width });
  const receipts = createReceiptBook(onDelivered);
  let cues: readonly Cue[] = [];

  const choice = computed(() => ({ ...options, language: chooseLanguage(options.language, targets.value) }));

  /** @param ageMs how long ago the new texts came to be. */
  function show(next: readonly Cue[], ageMs: { readonly arrived: number; readonly changed: number }): void {
    cues = next.slice(-MOST_CUES);
    const atMs = nowMs();
    const times = { arrivedAtMs: atMs - ageMs.arrived, changedAtMs: atMs - ageMs.changed };
    const chosen = cues.map((cue) => [cue.utteranceId, textsOf(cue, choice.value)] as const);
    batch(() => {
      texts.value = {
        main: retime(texts.value.main, placed(chosen, 'main'), times),
        source: retime(texts.value.source, placed(chosen, 'source'), times),
      };
      clockMs.value = atMs;
    });
  }

  const mainLayout = createBlockLayout();
  const sourceLayout = createBlockLayout();
  const { holdMs } = options;
  const main = computed(() =>
    mainLayout.layOut(texts.value.main, clockMs.value, { lines: options.lines, maxUnits: fit.value.main, holdMs }),
  );
  const source = computed(() =>
    sourceLayout.layOut(texts.value.source, clockMs.value, { lines: SOURCE_LINES, maxUnits: fit.value.source, holdMs }),
  );

  let timer: ReturnType<typeof setTimeout> | undefined;
  const stopTimer = effect(() => {
    const changes = [main.value.nextChangeAtMs, source.value.nextChangeAtMs].filter(isMoment);
    clearTimeout(timer);
    if (changes.length === 0) return;
    const waitMs = Math.max(0, Math.ceil(Math.min(...changes) - nowMs()));
    timer = setTimeout(() => (clockMs.value = nowMs()), waitMs);
  });

  return {
    main,
    source,
    connection,
    status,
    restore(snapshot) {
      const quietMs = snapshot.quietMs ?? 0;
      batch(() => {
        status.value = snapshot.status;
        targets.value = snapshot.targetLanguages;
        // What the page did not see come has been shown before: it need not be protected from newer texts.
        show(snapshot.cues, { arrived: quietMs + LEAST_SHOWN_MS, changed: quietMs });
      });
    },
    receive(event) {
      const next = applyCaptionEvent(cues, event);
      if (next === cues) return;
      receipts.expect(event, { ...options, language: choice.value.language });
      show(next, { arrived: 0, changed: 0 });
    },
    receiveStatus: (next) => void (status.value = next),
    setConnection: (next) => void (connection.value = next),
    setFit(next) {
      if (next.main !== fit.value.main || next.source !== fit.value.source) fit.value = next;
    },
    drawn: () => receipts.drawn({ main: main.value.utterances, source: source.value.utterances }),
    dispose() {
      stopTimer();
      clearTimeout(timer);
    },
  };
}

function placed(
  chosen: readonly (readonly [UtteranceId, CueTexts])[],
  place: keyof CueTexts,
): readonly (readonly [UtteranceId, ShownText])[] {
  return chosen.flatMap(([utteranceId, texts]) => {
    const text = texts[place];
    return text ? [[utteranceId, text] as const] : [];
  });
}

/** False for a change that never comes. */
function isMoment(atMs: number | undefined): atMs is number {
  return atMs !== undefined && Number.isFinite(atMs);
}
