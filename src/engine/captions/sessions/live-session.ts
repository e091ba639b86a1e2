import { existsSync } from 'node:fs';
import path from 'node:path';
import type { CaptionEvent, TranscriptFinal } from '../../../protocol/caption-event.ts';
import { hasCode } from '../../system-code.ts';
import type { Chapter } from '../chapter.ts';
import type { RecordingEvent } from '../recording-clock.ts';
import type { SaidFinal, TranslatedFinal } from '../transcript-builder.ts';
import { JOURNAL, journalLine, journalStart, recordingRecord } from './journal.ts';
import type { JournalHeader, JournalRecord, RecordingRecord } from './journal.ts';
import { appendWhole, createFile, makeSessionFolder } from './session-folder.ts';
import { SessionScribe } from './session-scribe.ts';
import { SourceTimes } from './source-times.ts';
import { SettlingFile } from './settling-file.ts';
import { textsOf } from './track-parts.ts';

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
  isJournalThere: boolean;
  /** The others by their names; undefined where somebody has deleted or changed one, and so does not want ours. */
  readonly others: Map<string, SettlingFile | undefined>;
  /** What is to be put into them, by their names. */
  readonly due: Map<string, Due>;
  /** What stands behind the settled part of each, or is to. */
  tails: ReadonlyMap<string, string>;
  /** How many of the lines that the journal lacks the scribe has seen. */
  scribed: number;
}

/** A piece for a file, and what stands behind it for now. */
interface Due {
  readonly piece: string;
  readonly tail: string;
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

  /** Whether it has been told that no more comes. */
  get isOver(): boolean {
    return this.#isOver;
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

  /** Takes a place that somebody has marked, on the engine's clock. */
  mark({ atMs, name }: Chapter): void {
    this.#lines.push({ type: 'chapter', atMs: Math.round(atMs - this.#options.zeroMs), name });
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
    if (this.#lines.length === 0 && (this.#files?.due.size ?? 0) === 0) return;
    const files = (this.#files ??= await this.#open());
    const news = this.#lines.slice(files.scribed);
    files.journal += news.map(journalLine).join('');
    addDue(files, textsOf(news.flatMap((line) => files.scribe.add(line))));
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
    const files: OpenFiles = {
      folder,
      scribe: new SessionScribe(header),
      journal: journalStart(header),
      isJournalThere: false,
      others: new Map(),
      due: new Map(),
      tails: new Map(),
      scribed: 0,
    };
    addDue(files, textsOf(files.scribe.begin()));
    onFolder(folder);
    return files;
  }

  /** The journal first: the others can be made of it. */
  async #flush(files: OpenFiles): Promise<void> {
    if (files.journal !== '') {
      const file = path.join(files.folder, JOURNAL);
      await (files.isJournalThere ? appendWhole(file, files.journal) : createFile(file, files.journal));
      files.isJournalThere = true;
      files.journal = '';
      // What a recorder told while this was written is not in it.
      this.#lines = this.#lines.slice(files.scribed);
      files.scribed = 0;
    }
    for (const [name, { piece, tail }] of files.due) {
      const isOurs = await files.others
        .get(name)
        ?.write(piece, tail)
        .catch((error: unknown) => {
          if (!hasCode(error, 'ENOENT') || !existsSync(path.join(files.folder, JOURNAL))) throw error;
          return false;
        });
      if (isOurs !== true) files.others.set(name, undefined);
      files.due.delete(name);
    }
  }

  /** Goes on in another folder, with what the recorder told of the recording that runs. */
  #lose(): void {
    this.#files = undefined;
    this.#lines = [...this.#recording, ...this.#lines.filter(({ type }) => type !== 'recording')];
  }
}

/** Adds pieces to what is due, with the tails that stand behind them now. */
function addDue(files: OpenFiles, pieces: ReadonlyMap<string, string>): void {
  const { folder, others, due, tails: before } = files;
  for (const name of pieces.keys()) if (!others.has(name)) others.set(name, new SettlingFile(path.join(folder, name)));
  files.tails = files.scribe.tails();
  for (const name of others.keys()) {
    const tail = files.tails.get(name) ?? '';
    const piece = pieces.get(name);
    if (piece === undefined && tail === (before.get(name) ?? '')) continue;
    due.set(name, { piece: (due.get(name)?.piece ?? '') + (piece ?? ''), tail });
  }
}
