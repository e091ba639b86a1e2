import { existsSync } from 'node:fs';
import path from 'node:path';
import type { CaptionEvent, TranscriptFinal } from '../../../protocol/caption-event.ts';
import { hasCode } from '../../system-code.ts';
import type { RecordingEvent } from '../recording-clock.ts';
import type { SaidFinal, TranslatedFinal } from '../transcript-builder.ts';
import { JOURNAL, journalLine, journalStart, recordingRecord } from './journal.ts';
import type { JournalHeader, JournalRecord, RecordingRecord } from './journal.ts';
import { appendWhole, createFile, makeSessionFolder } from './session-folder.ts';
import { SessionScribe } from './session-scribe.ts';
import { SourceTimes } from './source-times.ts';
import type { Piece } from './track-parts.ts';

interface LiveSessionOptions {
  /** The folder of all sessions. */
  readonly root: string;
  readonly header: JournalHeader;
  /** When it began, on the engine's clock. */
  readonly zeroMs: number;
  /** True where sources may have been heard before it. */
  readonly beginsWithin: boolean;
  /** The date now. */
  readonly today: () => Date;
  /** Told of the folder once it is there. */
  readonly onFolder: (folder: string) => void;
}

/** The files of a session that are there, and what is not in them yet. */
interface OpenFiles {
  readonly folder: string;
  readonly scribe: SessionScribe;
  /** What the journal lacks, as text. */
  journal: string;
  /** What the others lack, by their names. */
  readonly pending: Map<string, string>;
  readonly created: Set<string>;
  /** The user has deleted them, and so does not want them. */
  readonly unwanted: Set<string>;
  /** How many of the lines that the journal lacks the scribe has seen. */
  scribed: number;
}

/**
 * A session that is being written. What cannot be written waits in memory, and is written once that is possible; every file
 * is whole at all times. The folder is made with the first caption, so that a run that comes to nothing leaves nothing; where
 * it is taken away, the session goes on in another one.
 */
export class LiveSession {
  readonly #options: LiveSessionOptions;
  readonly #times: SourceTimes;
  /** Lines that are not in the journal yet. */
  #lines: JournalRecord[] = [];
  /** What began the recording that runs, and happened to it. */
  #recording: RecordingRecord[] = [];
  #files: OpenFiles | undefined;
  #isOver = false;

  constructor(options: LiveSessionOptions) {
    this.#options = options;
    this.#times = new SourceTimes(options.zeroMs, options.beginsWithin);
  }

  /** Takes what is of a transcript in an event; `write` writes it. */
  add(event: CaptionEvent): void {
    this.#times.hear(event);
    if (event.type === 'transcript-final') this.#lines.push(this.#said(event));
    if (event.type === 'translation-final') {
      const { type, utteranceId, language, text } = event;
      this.#lines.push({ type, utteranceId, language, text } satisfies TranslatedFinal);
    }
  }

  /** Takes what a recorder tells, on the engine's clock. */
  tell(event: RecordingEvent): void {
    const record = recordingRecord(event, this.#options.zeroMs);
    if (event.type === 'started' || event.type === 'split') this.#recording = [];
    this.#recording.push(record);
    if (event.type === 'stopped') this.#recording = [];
    this.#lines.push(record);
  }

  /** No more events come. @param nowMs on the engine's clock. */
  end(nowMs: number): void {
    if (this.#isOver) return;
    this.#isOver = true;
    if (!this.#files && this.#lines.length === 0) return;
    this.#lines.push({ type: 'session-end', atMs: Math.round(nowMs - this.#options.zeroMs) });
  }

  /** Writes what waits. @throws the error of the file system; what is not written waits on. */
  async write(): Promise<void> {
    if (this.#lines.length === 0 && (this.#files?.pending.size ?? 0) === 0) return;
    const files = (this.#files ??= await this.#open());
    for (const line of this.#lines.slice(files.scribed)) {
      files.journal += journalLine(line);
      for (const piece of files.scribe.add(line)) addPiece(files, piece);
    }
    files.scribed = this.#lines.length;
    try {
      await this.#flush(files);
    } catch (error) {
      if (hasCode(error, 'ENOENT')) this.#lose();
      throw error;
    }
  }

  #said(event: TranscriptFinal): SaidFinal {
    const { type, utteranceId, speaker, language, text } = event;
    const who = speaker === undefined ? {} : { speaker };
    return { type, utteranceId, ...this.#times.of(event), ...who, language, text };
  }

  async #open(): Promise<OpenFiles> {
    const { root, header, today, onFolder } = this.#options;
    const folder = await makeSessionFolder(root, today());
    const files = {
      folder,
      scribe: new SessionScribe(header),
      journal: journalStart(header),
      pending: new Map<string, string>(),
      created: new Set<string>(),
      unwanted: new Set<string>(),
      scribed: 0,
    };
    for (const piece of files.scribe.begin()) addPiece(files, piece);
    onFolder(folder);
    return files;
  }

  /** The journal first: the others can be made of it. */
  async #flush(files: OpenFiles): Promise<void> {
    if (files.journal !== '') {
      await this.#append(files, JOURNAL, files.journal);
      files.journal = '';
      // What a recorder told while this was written is not in it.
      this.#lines = this.#lines.slice(files.scribed);
      files.scribed = 0;
    }
    for (const [name, text] of files.pending) {
      try {
        await this.#append(files, name, text);
      } catch (error) {
        if (!hasCode(error, 'ENOENT') || !existsSync(path.join(files.folder, JOURNAL))) throw error;
        files.unwanted.add(name);
      }
      files.pending.delete(name);
    }
  }

  async #append({ folder, created }: OpenFiles, name: string, text: string): Promise<void> {
    const file = path.join(folder, name);
    if (created.has(name)) await appendWhole(file, text, name === JOURNAL);
    else await createFile(file, text);
    created.add(name);
  }

  /** Goes on in another folder, with what the recorder told of the recording that runs. */
  #lose(): void {
    this.#files = undefined;
    this.#lines = [...this.#recording, ...this.#lines.filter(({ type }) => type !== 'recording')];
  }
}

function addPiece({ pending, unwanted }: OpenFiles, { file, text }: Piece): void {
  if (!unwanted.has(file)) pending.set(file, (pending.get(file) ?? '') + text);
}
