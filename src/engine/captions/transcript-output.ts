import type { Output } from '../pipeline/output.ts';
import { TranscriptBuilder, type TranscriptEntry } from './transcript-builder.ts';
import type { TranscriptWriter } from './transcript-writer.ts';

/** One transcript, such as the file of a language. */
export interface TranscriptPart {
  readonly writer: TranscriptWriter;
  /** Writes a piece of text behind the others; the next one waits for it. Where it rejects, the output fails. */
  readonly write: (text: string) => Promise<void>;
}

interface TranscriptOutputOptions {
  /** BCP-47 tags of the target languages: a caption is written once it has all of its translations. */
  readonly targets: readonly string[];
  readonly parts: readonly TranscriptPart[];
  /** Told of every caption before it is written. */
  readonly onCaption?: (entry: TranscriptEntry) => void;
}

/** Transcripts as an output: finals with their translations, in order. What stands before the first one is not its work. */
export function transcriptOutput({ targets, parts, onCaption }: TranscriptOutputOptions): Output {
  return {
    name: 'transcript',
    policy: 'refuse',
    run: async (events) => {
      const builder = new TranscriptBuilder(targets);
      for await (const event of events) {
        if (event.type === 'status-notice') continue;
        for (const entry of builder.add(event)) {
          onCaption?.(entry);
          await writeAll(parts, (writer) => writer.add(entry));
        }
      }
      await writeAll(parts, (writer) => writer.end());
    },
  };
}

async function writeAll(parts: readonly TranscriptPart[], textOf: (writer: TranscriptWriter) => string): Promise<void> {
  for (const { writer, write } of parts) {
    const text = textOf(writer);
    if (text !== '') await write(text);
  }
}
