import type { CaptionEvent, TranscriptFinal, TranslationFinal, UtteranceId } from '../protocol/caption-event.ts';
import type { EngineStatus, StatusNotice } from '../protocol/status.ts';
import type { Output } from '../engine/pipeline/output.ts';
import { cleanLine } from '../protocol/clean-text.ts';
import { CLEAR_LINE, print, printable, printLine, styles, type Printable } from './print.ts';
import { stateLine } from './state-line.ts';
import type { Terminal } from './terminal.ts';
import { tailStart, wrapped, type LineLayout, type Span } from './wrapped-line.ts';

/** Translations follow their source within seconds. */
const SOURCES_KEPT = 100;

/** Columns of a time and the space behind it, and of most languages. */
const TIME_COLUMNS = 6;
const LANGUAGE_COLUMNS = 5;

/** Captions in a terminal: finals stay, and below them one line that moves with the speaker and one with the state. */
export class TerminalCaptions {
  readonly #stdout: Terminal['stdout'];
  readonly #live: boolean;
  readonly #status: () => EngineStatus;
  readonly #help: string;
  /** What was said, the oldest first, for translations that say the same. */
  readonly #sources = new Map<UtteranceId, string>();
  #partial = { id: '' as UtteranceId, stable: '', unstable: '' };
  #liveLines = 0;

  /** @param help is shown behind the state, such as which keys do what. */
  constructor(stdout: Terminal['stdout'], status: () => EngineStatus, help: string) {
    this.#stdout = stdout;
    this.#live = stdout.isTTY === true;
    this.#status = status;
    this.#help = help;
  }

  show(event: CaptionEvent): void {
    switch (event.type) {
      case 'transcript-partial':
        this.#partial = { id: event.utteranceId, stable: event.stableText, unstable: event.unstableText };
        this.#redraw();
        break;
      case 'transcript-final':
        this.#forget(event.utteranceId);
        this.#keepSource(event);
        this.line(finalLine(event), captionLayout(event.language));
        break;
      case 'translation-final':
        if (!this.#repeatsSource(event)) this.line(translationLine(event), captionLayout(event.language));
        break;
      case 'utterance-discard':
        this.#forget(event.utteranceId);
        this.#redraw();
        break;
      case 'translation-partial':
        break;
    }
  }

  /** Tells the streamer something, above the captions that follow. */
  tell({ level, message, hint }: StatusNotice): void {
    const [mark, look] = MARKS[level];
    const rest = hint === undefined ? [] : [{ text: ' ' }, { text: hint, look: styles.dim }];
    this.line([{ text: mark, look }, { text: ` ${message}` }, ...rest], { indent: mark.length + 1 });
  }

  /** A line that stays, broken between words where the terminal is too narrow for it. */
  line(spans: readonly Span[], layout: Omit<LineLayout, 'width'> = {}): void {
    this.#clear();
    const width = this.#live ? this.#width : Infinity;
    for (const row of wrapped(spans, { ...layout, width })) printLine(this.#stdout, row);
    this.#redraw();
  }

  /** Leaves the terminal as it was. */
  close(): void {
    this.#clear();
  }

  /** A character in the last column makes some terminals begin another line. */
  get #width(): number {
    return Math.max(20, (this.#stdout.columns ?? 80) - 1);
  }

  #keepSource({ utteranceId, text }: TranscriptFinal): void {
    this.#sources.set(utteranceId, text);
    const [oldest] = this.#sources.keys();
    if (this.#sources.size > SOURCES_KEPT && oldest !== undefined) this.#sources.delete(oldest);
  }

  #repeatsSource({ utteranceId, text, untranslated }: TranslationFinal): boolean {
    return !untranslated && this.#sources.get(utteranceId)?.trim() === text.trim();
  }

  #forget(id: UtteranceId): void {
    if (this.#partial.id === id) this.#partial = { id: '' as UtteranceId, stable: '', unstable: '' };
  }

  #redraw(): void {
    if (!this.#live) return;
    this.#clear();
    const spoken = tail(cleanLine(this.#partial.stable), cleanLine(this.#partial.unstable), this.#width);
    const state = stateLine(this.#status(), this.#help, this.#width);
    print(this.#stdout, printable`${spoken}\n${styles.dim(state)}`);
    this.#liveLines = 2;
  }

  #clear(): void {
    if (this.#liveLines === 0) return;
    print(this.#stdout, printable`${CLEAR_LINE}\u001b[1A\u001b[2K`);
    this.#liveLines = 0;
  }
}

const MARKS = {
  info: ['note', styles.cyan],
  warning: ['warning', styles.yellow],
  error: ['error', styles.red],
} as const;

/** The terminal as an output. */
export function terminalOutput(captions: TerminalCaptions): Output {
  return {
    name: 'terminal',
    policy: 'newest-per-utterance',
    run: async (events) => {
      for await (const event of events) {
        if (event.type === 'status-notice') captions.tell(event);
        else captions.show(event);
      }
    },
  };
}

/** Rows of a caption begin below its text. */
function captionLayout(language: string): Omit<LineLayout, 'width'> {
  return { indent: TIME_COLUMNS + Math.max(LANGUAGE_COLUMNS, language.length) + 1, language };
}

function finalLine({ startMs, language, speaker, text }: TranscriptFinal): Span[] {
  return [
    { text: `${clock(startMs)} ${language.padEnd(LANGUAGE_COLUMNS)} `, look: styles.dim },
    ...nameOf(speaker, styles.cyan),
    { text, look: styles.bold },
  ];
}

function translationLine({ language, speaker, text, untranslated }: TranslationFinal): Span[] {
  const label = { text: `${' '.repeat(TIME_COLUMNS)}${language.padEnd(LANGUAGE_COLUMNS)} `, look: styles.dim };
  const name = nameOf(speaker, styles.dim);
  if (untranslated) return [label, ...name, { text: '(not translated)', look: styles.dim }];
  return [label, ...name, { text, look: styles.green }];
}

function nameOf(speaker: string | undefined, look: NonNullable<Span['look']>): Span[] {
  return speaker === undefined ? [] : [{ text: `${speaker}: `, look }];
}

function clock(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  return `${String(Math.floor(seconds / 60)).padStart(2, '0')}:${String(seconds % 60).padStart(2, '0')}`;
}

/** The end of what is being said, the certain part in full colour. */
function tail(stable: string, unstable: string, width: number): Printable {
  const start = tailStart(stable + unstable, width);
  return printable`${stable.slice(start)}${styles.dim(unstable.slice(Math.max(0, start - stable.length)))}`;
}
