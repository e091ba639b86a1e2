import { isSubtitleFormat, type TranscriptCue } from '../transcript-format.ts';
import { SubtitleText, transcriptWriter, TranscriptSubtitles, type TranscriptWriter } from '../transcript-writer.ts';
import type { SessionFile } from './file-names.ts';
import { InTurn } from './in-turn.ts';

/** Less is cut as a whole than of a file, so that subtitles are on the disk soon, in milliseconds. */
const PASSAGE_MS = 8000;

/** A piece of text that is put behind the others of a file of the session. */
export interface Piece {
  readonly file: string;
  readonly text: string;
}

/** Files of the same subtitles: they are made once, since that takes its time. */
interface SubtitlePart {
  readonly subtitles: TranscriptSubtitles;
  readonly files: readonly { readonly name: string; readonly text: SubtitleText }[];
}

/** A file without subtitles. */
interface TextPart {
  readonly file: SessionFile;
  readonly writer: TranscriptWriter;
}

/** The files on one clock: what each caption adds to them. */
export class TrackParts {
  readonly #turn = new InTurn();
  readonly #subtitles: readonly SubtitlePart[];
  readonly #texts: readonly TextPart[];

  constructor(files: readonly SessionFile[]) {
    const shown = files.filter(({ format }) => isSubtitleFormat(format));
    this.#subtitles = [...new Set(shown.map((file) => file.shown))].map((language) => ({
      subtitles: new TranscriptSubtitles([language], PASSAGE_MS),
      files: shown
        .filter((file) => file.shown === language)
        .map(({ name, format }) => ({ name, text: new SubtitleText(format) })),
    }));
    this.#texts = files
      .filter(({ format }) => !isSubtitleFormat(format))
      .map((file) => ({ file, writer: transcriptWriter(file.format, [file.shown]) }));
  }

  add(cue: TranscriptCue): Piece[] {
    const inTurn = this.#turn.place(cue);
    return [
      ...this.#subtitles.flatMap((part) => written(part, part.subtitles.add({ cue: inTurn }))),
      // JSON lines may overlap: they tell who spoke when.
      ...this.#texts.flatMap(({ file, writer }) =>
        pieceOf(file.name, writer.add({ cue: file.format === 'jsonl' ? cue : inTurn })),
      ),
    ];
  }

  /** The rest. */
  end(): Piece[] {
    return [
      ...this.#subtitles.flatMap((part) => written(part, part.subtitles.end())),
      ...this.#texts.flatMap(({ file, writer }) => pieceOf(file.name, writer.end())),
    ];
  }
}

function written({ files }: SubtitlePart, cues: ReturnType<TranscriptSubtitles['end']>): Piece[] {
  return files.flatMap(({ name, text }) => pieceOf(name, text.of(cues)));
}

function pieceOf(file: string, text: string): Piece[] {
  return text === '' ? [] : [{ file, text }];
}
