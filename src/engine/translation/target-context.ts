import type { CaptionEvent } from '../../protocol/caption-event.ts';
import type { TranslationOutcome } from '../../protocol/counter-name.ts';
import type { EngineError } from '../errors.ts';
import type { StageContext } from '../pipeline/stage.ts';
import type { NoticeBoard } from './notice-board.ts';
import type { Translator } from './translator.ts';

/** One target language and who translates into it. */
export interface TranslationTarget {
  /** BCP-47 tag. */
  readonly language: string;
  readonly translator: Translator;
}

/** How one request to a translator went. */
export interface TranslationReport {
  readonly translator: string;
  /** BCP-47 tag of the target language. */
  readonly language: string;
  readonly final: boolean;
  readonly outcome: TranslationOutcome;
  /** Present where it failed. */
  readonly error?: EngineError;
  /** Length of the source text. */
  readonly characters: number;
  readonly durationMs: number;
  /** Finals of the same language that wait for their answer, but for the oldest one. */
  readonly waitingFinals: number;
}

/** What the parts of the translation stage share. */
export interface TargetContext extends Pick<StageContext, 'clock' | 'log'> {
  readonly emit: (event: CaptionEvent) => void;
  readonly notices: NoticeBoard;
  readonly onRequest: (report: TranslationReport) => void;
  /** There are no drafts: the viewer reads finished sentences only. */
  readonly readingMode: boolean;
  /** Whether nothing is translated now, because nobody would read it. */
  readonly paused: () => boolean;
}
