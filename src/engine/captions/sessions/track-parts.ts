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

/** The pieces of each file in one, by its name. */
export function textsOf(pieces: readonly Piece[]): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  for (const { file, text } of pieces) texts.set(file, (texts.get(file) ?? '') + text);
  return texts;
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
  readonly #turn: InTurn;
  readonly #subtitles: readonly SubtitlePart[];
  readonly #texts: readonly TextPart[];

  private constructor(turn: InTurn, subtitles: readonly SubtitlePart[], texts: readonly TextPart[]) {
    this.#turn = turn;
    this.#subtitles = subtitles;
    this.#texts = texts;
  }

  static of(files: readonly SessionFile[]): TrackParts {
    const shown = files.filter(({ format }) => isSubtitleFormat(format));
    const subtitles = [...new Set(shown.map((file) => file.shown))].map((language) => ({
      subtitles: new TranscriptSubtitles([language], PASSAGE_MS),
      files: shown
        .filter((file) => file.shown === language)
        .map(({ name, format }) => ({ name, text: new SubtitleText(format) })),
    }));
    const texts = files
      .filter(({ format }) => !isSubtitleFormat(format))
      .map((file) => ({ file, writer: transcriptWriter(file.format, [file.shown]) }));
    return new TrackParts(new InTurn(), subtitles, texts);
  }

  /** The same once more, which goes its own way from here. */
  copy(): TrackParts {
    return new TrackParts(
      this.#turn.copy(),
      this.#subtitles.map(({ subtitles, files }) => ({
        subtitles: subtitles.copy(),
        files: files.map(({ name, text }) => ({ name, text: text.copy() })),
      })),
      this.#texts.map(({ file, writer }) => ({ file, writer: writer.copy() })),
    );
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
