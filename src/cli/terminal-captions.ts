import type { CaptionEvent, TranscriptFinal, TranslationFinal, UtteranceId } from '../protocol/caption-event.ts';
import type { EngineStatus, StatusNotice } from '../protocol/status.ts';
import type { Output } from '../engine/pipeline/output.ts';
import { cleanLine } from '../protocol/clean-text.ts';
import { CLEAR_LINE, print, printable, printLine, styles, type Printable, type Shown } from './print.ts';
import type { Terminal } from './terminal.ts';

/** Captions in a terminal: finals stay, and below them one line that moves with the speaker and one with the state. */
export class TerminalCaptions {
  readonly #stdout: Terminal['stdout'];
  readonly #live: boolean;
  readonly #status: () => EngineStatus;
  readonly #help: string;
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
        this.line(finalLine(event));
        break;
      case 'translation-final':
        this.line(translationLine(event));
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
    const mark = { info: styles.cyan('note'), warning: styles.yellow('warning'), error: styles.red('error') }[level];
    this.line(printable`${mark} ${message}${hint === undefined ? '' : printable` ${styles.dim(hint)}`}`);
  }

  /** A line that stays. */
  line(text: Shown): void {
    this.#clear();
    printLine(this.#stdout, text);
    this.#redraw();
  }

  /** Leaves the terminal as it was. */
  close(): void {
    this.#clear();
  }

  #forget(id: UtteranceId): void {
    if (this.#partial.id === id) this.#partial = { id: '' as UtteranceId, stable: '', unstable: '' };
  }

  #redraw(): void {
    if (!this.#live) return;
    this.#clear();
    const width = Math.max(20, (this.#stdout.columns ?? 80) - 1);
    const spoken = tail(cleanLine(this.#partial.stable), cleanLine(this.#partial.unstable), width);
    print(this.#stdout, printable`${spoken}\n${styles.dim(cut(this.#stateLine(), width))}`);
    this.#liveLines = 2;
  }

  #clear(): void {
    if (this.#liveLines === 0) return;
    print(this.#stdout, printable`${CLEAR_LINE}\u001b[1A\u001b[2K`);
    this.#liveLines = 0;
  }

  #stateLine(): string {
    const { latency, behindMs, stages } = this.#status();
    const time = (name: string, label: string): string[] => {
      const summary = latency[name];
      return summary ? [`${label} ${Math.round(summary.p50Ms)}/${Math.round(summary.p95Ms)} ms`] : [];
    };
    const troubled = stages.filter(({ state }) => state === 'degraded' || state === 'failed');
    return [
      troubled.length === 0 ? idleWord(stages) : troubled.map(({ stage, state }) => `${stage} ${state}`).join(', '),
      ...time('audio-to-partial', 'partial'),
      ...time('speech-end-to-final', 'final'),
      ...time('final-translation', 'translation'),
      ...(behindMs > 2000 ? [`${(behindMs / 1000).toFixed(1)} s behind`] : []),
      this.#help,
    ].join(' · ');
  }
}

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

/** What goes on where nothing is wrong. */
function idleWord(stages: EngineStatus['stages']): string {
  const capture = stages.find(({ stage }) => stage === 'capture')?.state;
  if (capture === undefined) return 'starting';
  return capture === 'ended' ? 'the sound has ended' : 'listening';
}

function finalLine({ startMs, language, speaker, text }: TranscriptFinal): Printable {
  const name = speaker === undefined ? '' : styles.cyan(`${speaker}: `);
  return printable`${styles.dim(`${clock(startMs)} ${language.padEnd(5)}`)} ${name}${styles.bold(text)}`;
}

function translationLine({ language, text, untranslated }: TranslationFinal): Printable {
  const label = `      ${language.padEnd(5)}`;
  return untranslated ? styles.dim(`${label} (not translated)`) : printable`${styles.dim(label)} ${styles.green(text)}`;
}

function clock(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  return `${String(Math.floor(seconds / 60)).padStart(2, '0')}:${String(seconds % 60).padStart(2, '0')}`;
}

/** The end of what is being said, the certain part in full colour. */
function tail(stable: string, unstable: string, width: number): Printable {
  const over = Math.max(0, stable.length + unstable.length - width);
  return printable`${stable.slice(over)}${styles.dim(unstable.slice(Math.max(0, over - stable.length)))}`;
}

function cut(text: string, width: number): string {
  return text.length > width ? `${text.slice(0, width - 1)}…` : text;
}
