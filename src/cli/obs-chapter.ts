import { chapterName } from '../engine/captions/chapter.ts';
import { EngineError } from '../engine/errors.ts';
import { callForChapter, type MarkedChapter } from '../engine/obs/chapter-call.ts';
import type { ObsConnection } from '../engine/obs/obs-connection.ts';
import { markInRecording } from '../engine/obs/record-chapter.ts';
import { systemClock } from '../engine/pipeline/clock.ts';
import { describeChapter } from '../session/transcripts/describe-chapter.ts';
import { withObs, type ObsTools } from './obs-session.ts';
import { printable, printLine } from './print.ts';

/**
 * `overlingo obs chapter`: has the Overlingo that runs beside OBS mark a chapter; where none does, marks it in the recording.
 * @throws EngineError `obs-…` where OBS cannot be reached or refuses, or where the chapter could be marked nowhere.
 */
export async function runObsChapter(name: string | undefined, tools: ObsTools): Promise<void> {
  const {
    signal,
    terminal: { stdout },
  } = tools;
  const wanted = chapterName(name ?? '') || undefined;
  await withObs(tools, async (connection) => {
    const called = await callForChapter(connection, wanted, { clock: systemClock, signal });
    signal.throwIfAborted();
    const marked = called ?? (await markAlone(connection, wanted));
    const { isMarked, message, hint = '' } = describeChapter(`The chapter "${marked.name}"`, marked);
    if (!isMarked) throw new EngineError('obs-refused', message, { hint, stage: 'obs' });
    printLine(stdout, printable`${message}${hint === '' ? '' : ` ${hint}`}`);
  });
}

/** Nobody counts chapters then: the scene gives the name. */
async function markAlone(connection: ObsConnection, wanted: string | undefined): Promise<MarkedChapter> {
  const name = wanted ?? (await connection.call('GetCurrentProgramScene')).currentProgramSceneName;
  return { name, transcript: false, recording: await markInRecording(connection, name) };
}
