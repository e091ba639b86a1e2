import { availableParallelism } from 'node:os';
import { jsonLines, runCli } from '../../test/support/run-cli.ts';
import { realModel, type Recording } from '../../test/support/speech/recordings.ts';
import { wordErrors, type WordErrors } from '../../test/support/speech/word-errors.ts';

/** What the program writes for one recording. */
export interface Transcribed {
  readonly recording: Recording;
  /** What it was told to listen for: BCP-47 or `auto`. */
  readonly language: string;
  readonly text: string;
  readonly captions: number;
  readonly errors: WordErrors;
}

/**
 * Runs `transcribe` as a user would, for each recording. Where nobody speaks it is run twice: in English, and with the
 * language `auto`.
 */
export async function transcribeAll(recordings: readonly Recording[], model: string): Promise<Transcribed[]> {
  const jobs = recordings.flatMap((recording) =>
    (recording.language === undefined ? ['en', 'auto'] : [recording.language]).map((language) => ({
      recording,
      language,
    })),
  );
  const results = new Array<Transcribed>(jobs.length);
  let next = 0;
  const work = async (): Promise<void> => {
    for (let index = next++; index < jobs.length; index = next++) {
      const { recording, language } = jobs[index]!;
      results[index] = await transcribe(recording, language, model);
    }
  };
  // One recogniser uses half of the processor.
  await Promise.all(Array.from({ length: Math.min(2, availableParallelism()) }, work));
  return results;
}

async function transcribe(recording: Recording, language: string, model: string): Promise<Transcribed> {
  const options = ['--model', realModel(model), '--language', language, '--format', 'jsonl'];
  const { code, stdout, stderr } = await runCli(['transcribe', recording.file, ...options]);
  if (code !== 0) throw new Error(`transcribe ended with ${String(code)} for ${recording.name}: ${stderr}`);
  const captions = jsonLines(stdout).map((line) => String(line['text']));
  const text = captions.join(' ');
  const errors = wordErrors(recording.text, text, recording.language ?? language);
  return { recording, language, text, captions: captions.length, errors };
}
