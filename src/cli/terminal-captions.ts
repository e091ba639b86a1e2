import pc from 'picocolors';
import type { CaptionEvent, TranscriptFinal, UtteranceId } from '../protocol/caption-event.ts';
import type { EngineStatus, StatusNotice } from '../protocol/status.ts';
import type { Output } from '../engine/pipeline/output.ts';
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
        this.line(translationLine(event.language, printable(event.text), event.untranslated));
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
    const mark = { info: pc.cyan('note'), warning: pc.yellow('warning'), error: pc.red('error') }[level];
    this.line(`${mark} ${printable(message)}${hint === undefined ? '' : ` ${pc.dim(printable(hint))}`}`);
  }

  /** A line that stays. */
  line(text: string): void {
    this.#clear();
    this.#stdout.write(`${text}\n`);
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
    const spoken = tail(printable(this.#partial.stable), printable(this.#partial.unstable), width);
    this.#stdout.write(`${spoken}\n${pc.dim(cut(this.#stateLine(), width))}`);
    this.#liveLines = 2;
  }

  #clear(): void {
    if (this.#liveLines === 0) return;
    this.#stdout.write(`\r\u001b[2K\u001b[1A\u001b[2K`);
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

function finalLine({ startMs, language, speaker, text }: TranscriptFinal): string {
  const name = speaker === undefined ? '' : pc.cyan(`${printable(speaker)}: `);
  return `${pc.dim(`${clock(startMs)} ${language.padEnd(5)}`)} ${name}${pc.bold(printable(text))}`;
}

function translationLine(language: string, text: string, untranslated: boolean): string {
  const label = `      ${language.padEnd(5)}`;
  return untranslated ? pc.dim(`${label} (not translated)`) : `${pc.dim(label)} ${pc.green(text)}`;
}

function clock(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  return `${String(Math.floor(seconds / 60)).padStart(2, '0')}:${String(seconds % 60).padStart(2, '0')}`;
}

/** The end of what is being said, the certain part in full colour. */
function tail(stable: string, unstable: string, width: number): string {
  const over = Math.max(0, stable.length + unstable.length - width);
  return stable.slice(over) + pc.dim(unstable.slice(Math.max(0, over - stable.length)));
}

function cut(text: string, width: number): string {
  return text.length > width ? `${text.slice(0, width - 1)}…` : text;
}

/** Control characters in a text could move the cursor or change the terminal. */
export function printable(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ');
}
