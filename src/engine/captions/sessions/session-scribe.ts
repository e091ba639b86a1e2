import { recordedCaption } from '../recorded-caption.ts';
import { withRecordingEvent, type Recording } from '../recording-clock.ts';
import { TranscriptBuilder, type TranscriptEntry } from '../transcript-builder.ts';
import { transcriptHeader, type TranscriptCue } from '../transcript-format.ts';
import { recordingStem, SESSION_STEM, sessionFiles } from './file-names.ts';
import { recordingEvent, type JournalHeader, type JournalRecord } from './journal.ts';
import { textsOf, TrackParts, type Piece } from './track-parts.ts';

/** When so much was said behind a caption, its translations are not waited for: the translators gave up long before. */
const PATIENCE_MS = 60_000;

/** No caption is under way for so long: what was said before a recording ended has come by then. */
const LATE_MS = 30_000;

/** The name of the journal's files is no name of a recording's. */
const RESERVED = ['journal', SESSION_STEM];

/** The files on one clock: that of the session, or that of a recording. */
interface Track {
  /** Which recording; undefined for the session. */
  readonly recording: number | undefined;
  readonly parts: TrackParts;
}

/**
 * Makes the files of a session out of its journal, line by line. It knows nothing but the lines, so that whoever reads the
 * same lines once more gets the same files.
 */
export class SessionScribe {
  readonly #header: JournalHeader;
  readonly #builder: TranscriptBuilder;
  #recordings: readonly Recording[] = [];
  #tracks: readonly Track[] = [];
  readonly #stems = [...RESERVED];

  constructor(header: JournalHeader) {
    this.#header = header;
    this.#builder = new TranscriptBuilder(header.targets, PATIENCE_MS);
  }

  /** What the files of the session begin with, one piece for each file. */
  begin(): Piece[] {
    return this.#open(SESSION_STEM, undefined);
  }

  /** What a line adds. A new file begins with a piece of its own, which may be empty. */
  add(record: JournalRecord): Piece[] {
    switch (record.type) {
      case 'transcript-final':
      case 'translation-final':
        return this.#builder.add(record).flatMap((entry) => this.#write(entry));
      case 'recording': {
        const known = this.#recordings.length;
        this.#recordings = withRecordingEvent(this.#recordings, recordingEvent(record));
        return this.#recordings.slice(known).flatMap(({ name }, index) => this.#record(name, known + index));
      }
      // They are in no file but the journal.
      case 'chapter':
        return [];
      case 'session-end':
        return this.#finish();
    }
  }

  /** What stands behind the pieces of a file until more is known: what would follow if the session ended here. */
  tails(): ReadonlyMap<string, string> {
    const waiting = this.#builder.waiting();
    return textsOf(
      this.#tracks.flatMap(({ recording, parts }) => {
        const copy = { recording, parts: parts.copy() };
        return [...waiting.flatMap(({ cue }) => this.#writeTo(copy, cue)), ...copy.parts.end()];
      }),
    );
  }

  #record(name: string, recording: number): Piece[] {
    const stem = recordingStem(name, this.#stems);
    this.#stems.push(stem);
    return this.#open(stem, recording);
  }

  #open(stem: string, recording: number | undefined): Piece[] {
    const files = sessionFiles(stem, this.#header);
    this.#tracks = [...this.#tracks, { recording, parts: TrackParts.of(files) }];
    return files.map(({ name, format }) => ({ file: name, text: transcriptHeader(format) }));
  }

  #write({ cue }: TranscriptEntry): Piece[] {
    const over = this.#tracks.filter((track) => this.#isOver(track, cue.startMs));
    this.#tracks = this.#tracks.filter((track) => !over.includes(track));
    return [...over.flatMap(({ parts }) => parts.end()), ...this.#tracks.flatMap((track) => this.#writeTo(track, cue))];
  }

  #writeTo({ recording, parts }: Track, cue: TranscriptCue): Piece[] {
    const held = recording === undefined ? undefined : this.#recordings[recording];
    const own = held ? recordedCaption(held, cue) : cue;
    return own ? parts.add(own) : [];
  }

  #isOver({ recording }: Track, nowMs: number): boolean {
    const overMs = recording === undefined ? undefined : this.#recordings[recording]?.overMs;
    return overMs !== undefined && nowMs > overMs + LATE_MS;
  }

  #finish(): Piece[] {
    const rest = this.#builder.end().flatMap((entry) => this.#write(entry));
    const ends = this.#tracks.flatMap(({ parts }) => parts.end());
    this.#tracks = [];
    return [...rest, ...ends];
  }
}
