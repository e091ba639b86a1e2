import path from 'node:path';
import type { Config } from '../../config/schema.ts';
import { userFolders } from '../../config/user-folders.ts';
import type { Chapter } from '../../engine/captions/chapter.ts';
import type { RecordingEvent } from '../../engine/captions/recording-clock.ts';
import { LiveTranscripts } from '../../engine/captions/sessions/live-transcripts.ts';
import type { TranscriptSettings } from '../../engine/captions/settings.ts';
import { isUnknownLanguage } from '../../protocol/language/parse-language.ts';
import type { StatusNotice } from '../../protocol/status.ts';
import { systemClock } from '../../engine/pipeline/clock.ts';
import type { Output } from '../../engine/pipeline/output.ts';
import { namesOfInput, spokenInAny } from '../obs/scenes.ts';
import { SessionParts } from './session-parts.ts';

/** The folder for the transcripts of sessions: the one that was named, else that of the user. */
export function transcriptsFolder(save: TranscriptSettings['save']): string {
  return typeof save === 'string' ? path.resolve(save) : userFolders().transcripts;
}

/** What is kept of a session: in one transcript, or in one for each stream or recording that is followed. */
export class SessionTranscripts {
  readonly #transcripts: LiveTranscripts;
  readonly #parts: SessionParts | undefined;

  constructor(transcripts: LiveTranscripts, isFollowing: boolean) {
    this.#transcripts = transcripts;
    this.#parts = isFollowing ? new SessionParts(transcripts, systemClock) : undefined;
  }

  /** What writes them. */
  get output(): Output {
    return this.#parts ?? this.#transcripts;
  }

  /** Takes what a recorder tells. */
  tell(event: RecordingEvent): void {
    this.#transcripts.tell(event);
  }

  /** Takes a chapter; false between two streams or recordings, where it would be one of neither. */
  mark(chapter: Chapter): boolean {
    if (this.#parts?.isOpen === false) return false;
    this.#transcripts.mark(chapter);
    return true;
  }

  /** A stream or recording that is followed begins or ends. */
  turn(phase: 'begins' | 'ends'): void {
    if (phase === 'begins') this.#parts?.begin();
    else this.#parts?.end();
  }
}

/** The transcripts of a session; undefined where none are wanted. @param isFollowing whether anybody tells when streams begin. */
export function openTranscripts(
  { transcripts, translation, recognizer, audio, obs }: Config,
  onNotice: (notice: StatusNotice) => void,
  isFollowing: boolean,
): SessionTranscripts | undefined {
  if (transcripts.save === false) return undefined;
  const languages = audio.inputs
    .flatMap((input) => [input.language ?? recognizer.language, ...spokenInAny(obs.scenes, namesOfInput(input))])
    .map(({ language }) => language);
  // Guests speak what the configuration says.
  const [spoken = recognizer.language.language, ...others] = [...new Set(languages)];
  const live = new LiveTranscripts({
    folder: transcriptsFolder(transcripts.save),
    spoken: others.length > 0 || spoken === 'auto' || isUnknownLanguage(spoken) ? undefined : spoken,
    targets: translation.targets,
    formats: transcripts.formats,
    keepDays: transcripts.keep,
    beginsWithin: obs.follow !== undefined,
    onNotice,
  });
  return new SessionTranscripts(live, isFollowing);
}
