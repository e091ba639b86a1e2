import { readRecordings, realSpeechMissing } from '../../test/support/speech/recordings.ts';
import { FLUENT, speechModel } from './choice.ts';
import { liveFigures, pooledFigures, type LiveFigures } from './live-figures.ts';
import { playRecording } from './play-live.ts';
import { printErrors } from './print-errors.ts';
import { printLive } from './print-live.ts';
import { transcribeAll } from './transcribe-run.ts';

/** Prints what `transcribe` writes of recordings, and its errors. @param names all recordings when empty. */
export async function speechTextCommand(names: readonly string[]): Promise<void> {
  const missing = realSpeechMissing(speechModel());
  if (missing === undefined) printErrors(await transcribeAll(readRecordings(names), speechModel()));
  else console.error(missing);
}

/** Plays recordings at their own speed and prints what a viewer sees when. @param names the fluent ones when empty. */
export async function speechLiveCommand(names: readonly string[]): Promise<void> {
  const missing = realSpeechMissing(speechModel());
  if (missing !== undefined) {
    console.error(missing);
    return;
  }
  const all: LiveFigures[] = [];
  for (const recording of readRecordings(names.length === 0 ? FLUENT : names)) {
    const { views, finals, cpuMs, soundMs } = await playRecording(recording, { model: speechModel() });
    const figures = liveFigures({ recording, views, cpuMs, soundMs });
    printLive(recording.name, figures);
    console.log(`  finals: ${finals.join(' | ')}`);
    if (process.env['SPEECH_VIEWS']) {
      for (const { atMs, settled, shown } of views) {
        console.log(`  ${atMs.toFixed(0).padStart(6)} ms  ${settled}[${shown.slice(settled.length)}]`);
      }
    }
    all.push(figures);
  }
  if (all.length > 1) printLive('all', pooledFigures(all));
}
