import type { Output } from '../pipeline/output.ts';
import { TranscriptBuilder } from './transcript-builder.ts';
import { formatCue, type TranscriptCue, type TranscriptFormat } from './transcript-format.ts';

interface TranscriptOutputOptions {
  readonly format: TranscriptFormat;
  /** BCP-47 tags of the target languages: a caption is written once it has all of its translations. */
  readonly targets: readonly string[];
  /** The source text stands above its translations. */
  readonly keepSource: boolean;
  /** Writes a piece of text behind the others; the next one waits for it. Where it rejects, the output fails. */
  readonly write: (text: string) => Promise<void>;
}

/** A transcript as an output: finals with their translations, in order. What stands before the first one is not its work. */
export function transcriptOutput({ format, targets, keepSource, write }: TranscriptOutputOptions): Output {
  const shownLines = (cue: TranscriptCue): string[] => {
    const translations = targets.map((language) => cue.translations[language] ?? cue.text);
    return translations.length === 0 || keepSource ? [cue.text, ...translations] : translations;
  };
  return {
    name: 'transcript',
    policy: 'refuse',
    run: async (events) => {
      const builder = new TranscriptBuilder(targets);
      let count = 0;
      for await (const event of events) {
        if (event.type === 'status-notice') continue;
        for (const cue of builder.add(event)) {
          count += 1;
          await write(formatCue(format, cue, count, shownLines(cue)));
        }
      }
    },
  };
}
