import path from 'node:path';
import type { Config } from '../config/schema.ts';
import { atUsualLevel, MOST_AMPLITUDE } from '../engine/audio/conditioning/usual-level.ts';
import { findFfmpeg } from '../engine/audio/ffmpeg/find-ffmpeg.ts';
import { samplesToMs } from '../engine/audio/audio-frame.ts';
import { createFileCapture } from '../engine/audio/file-capture.ts';
import { measureLevel } from '../engine/audio/measured-capture.ts';
import type { TranscriptFormat } from '../engine/captions/transcript-format.ts';
import { transcriptOutput } from '../engine/captions/transcript-output.ts';
import { transcriptWriter, type TranscriptWriter } from '../engine/captions/transcript-writer.ts';
import type { Environment } from '../engine/environment.ts';
import { EngineError } from '../engine/errors.ts';
import type { Logger } from '../engine/log.ts';
import { systemClock } from '../engine/pipeline/clock.ts';
import type { CaptureSource } from '../engine/pipeline/capture-source.ts';
import type { Output } from '../engine/pipeline/output.ts';
import type { RuntimeFiles } from '../engine/runtime-files.ts';
import { chosenModels } from '../engine/transcription/model-choice.ts';
import { openSession } from '../session/session.ts';
import { whyEmpty } from './empty-transcript.ts';
import { refuseFilesRead, type FileRead } from './files-read.ts';
import type { TranscribeOptions } from './own-options.ts';
import type { CommandContext } from './terminal.ts';
import { printLine } from './print.ts';
import { whyOtherLanguage } from './drifted-captions.ts';
import { GuardedPart } from './guarded-part.ts';
import { HeardLanguages } from './heard-languages.ts';
import { whyShortened } from './shortened-captions.ts';
import { ProgressLine } from './transcribe-progress.ts';
import { TranscriptFiles } from './transcript-files.ts';
import { chooseFormat } from './transcript-format-choice.ts';
import { planTranscripts, type HeardLanguage } from './transcript-plan.ts';
import { transcriptSummary } from './transcript-summary.ts';
import { isStreamOutput, type TranscriptTarget } from './transcript-target.ts';

interface TranscribeTools extends CommandContext {
  readonly files: RuntimeFiles;
  readonly log: Logger;
  readonly environment: Environment;
}

interface Transcription extends TranscribeOptions {
  readonly file: string;
  readonly config: Config;
  /** Where the configuration was looked for. */
  readonly configFile: string;
}

type Tell = (text: string) => void;

interface RunTools extends TranscribeTools {
  readonly tell: Tell;
  readonly progress: ProgressLine;
}

/** Writes the transcripts of a file as it is recognised, faster than real time where the machine allows. */
export async function runTranscribe(wanted: Transcription, tools: TranscribeTools): Promise<void> {
  const { terminal, signal } = tools;
  const progress = new ProgressLine(terminal.stderr, systemClock);
  const tell = (text: string): void => {
    progress.clear();
    printLine(terminal.stderr, `overlingo: ${text}`);
  };
  const reads = filesRead(wanted, tools.files);
  const isStream = await isStreamOutput(wanted.output);
  // Before its name is looked at: that of a recording tells no format.
  if (!isStream && wanted.output !== undefined) await refuseFilesRead(wanted.output, reads);
  const format = chooseFormat(wanted.format, wanted.output === '-' ? undefined : wanted.output);
  const { language } = wanted.config.recognizer.language;
  const planned = planTranscripts({
    format,
    output: wanted.output,
    keepSource: wanted.keepSource,
    targets: wanted.config.translation.targets,
    spoken: language === 'auto' ? undefined : language,
    isStream,
  });
  const files = await TranscriptFiles.open(planned, { terminal, signal, reads });
  try {
    const parts = planned.map(({ shown }) => transcriptWriter(format, shown));
    const outcome = await writeTranscripts({ ...wanted, format }, files.targets, parts, { ...tools, tell, progress });
    if (outcome === undefined) return;
    const names = await files.finish(outcome.heard);
    const written = planned.flatMap(({ shown }, index) => {
      const file = names[index];
      return file === undefined ? [] : [{ file, shown, count: parts[index]?.count ?? 0 }];
    });
    for (const remark of outcome.remarks) tell(remark);
    const summary = transcriptSummary({ ...outcome, format, files: written });
    if (summary !== undefined) tell(summary);
  } finally {
    progress.clear();
    for (const left of await files.close()) tell(left);
  }
}

/** What a run came to. */
interface Outcome {
  readonly heard: readonly HeardLanguage[];
  /** Length of the recording in milliseconds. */
  readonly soundMs: number;
  /** Why the transcript is empty, or captions of it were shortened, in a sentence each. */
  readonly remarks: readonly string[];
}

/** Nothing comes back where it was interrupted. */
async function writeTranscripts(
  { file, config, format }: Transcription & { readonly format: TranscriptFormat },
  targets: readonly TranscriptTarget[],
  writers: readonly TranscriptWriter[],
  { signal: interrupted, files, log, environment, tell, progress }: RunTools,
): Promise<Outcome | undefined> {
  let soundMs = 0;
  const recording = measureLevel(
    createFileCapture({
      path: file,
      pace: 'unpaced',
      mostAmplitude: MOST_AMPLITUDE,
      clock: systemClock,
      findFfmpeg: () => findFfmpeg(environment),
      onWarning: tell,
      onWaiting: tell,
      onShare: (share) => progress.shareIs(share),
    }),
  );
  const onTooLoud = (overDb: number): void =>
    tell(`${file} has speech ${Math.ceil(overDb)} dB above full scale: it is lowered. Save it with a lower level.`);
  const capture = watchTime(atUsualLevel(recording, onTooLoud), (readMs) => {
    soundMs = readMs;
    progress.show(readMs);
  });
  const broken = new AbortController();
  const parts = writers.map(
    (writer, index) => new GuardedPart(writer, targets[index], { format, broken, onWrite: () => progress.clear() }),
  );
  const heard = new HeardLanguages();
  const session = await openSession(
    { ...config, audio: { ...config.audio, inputs: [] }, transcripts: { ...config.transcripts, save: false } },
    {
      files,
      log,
      signal: AbortSignal.any([interrupted, broken.signal]),
      environment,
      pages: false,
      partials: false,
      sources: [{ id: 'file', capture, ...config.recognizer.language }],
      outputs: [
        transcriptOutput({ targets: config.translation.targets, parts, onCaption: ({ cue }) => heard.add(cue) }),
        noticeOutput(tell),
      ],
    },
  );
  try {
    await session.done;
  } finally {
    await session.close();
  }
  if (!interrupted.aborted) for (const part of parts) await part.begin();
  if (broken.signal.aborted) throw broken.signal.reason;
  if (interrupted.aborted) return undefined;
  const { counters, stages } = session.status();
  const output = stages.find(({ stage }) => stage === 'output:transcript');
  if (output && output.state !== 'ended') throw notWhole(output.detail);
  const written = Math.max(...writers.map(({ count }) => count));
  const remarks = [
    whyEmpty({ file, loudest: recording.loudest, counters, written }),
    whyShortened(counters),
    whyOtherLanguage(counters),
  ];
  return { heard: heard.languages, soundMs, remarks: remarks.filter((remark) => remark !== undefined) };
}

/** @param detail a sentence. */
function notWhole(detail: string): EngineError {
  const hint = 'Run the command again, or choose another file with --output.';
  return new EngineError('output-unwritable', `The transcript is incomplete: ${detail}`, { hint });
}

function filesRead({ file, config, configFile }: Transcription, { speechModels }: RuntimeFiles): readonly FileRead[] {
  const { glossary } = config.vocabulary;
  const models = chosenModels(config.recognizer.model);
  // A name is one of a downloaded model where there is no such path.
  const places = models.flatMap((model) => [model, path.join(speechModels, model)]);
  return [
    { path: file, what: 'the recording' },
    ...places.map((place) => ({ path: place, what: 'a file of the model' })),
    { path: configFile, what: 'the configuration' },
    ...(glossary === undefined ? [] : [{ path: glossary, what: 'the glossary' }]),
  ];
}

/** Passes the sound on, and tells how much of it was read, in milliseconds. */
function watchTime(capture: CaptureSource, onTime: (readMs: number) => void): CaptureSource {
  return {
    ...capture,
    frames: async function* (signal) {
      for await (const frame of capture.frames(signal)) {
        onTime(samplesToMs(frame.startSample + frame.samples.length));
        yield frame;
      }
    },
  };
}

/** Tells notices. */
function noticeOutput(tell: Tell): Output {
  return {
    name: 'terminal',
    policy: 'newest-per-utterance',
    run: async (events) => {
      for await (const event of events) {
        if (event.type !== 'status-notice') continue;
        tell(event.hint === undefined ? event.message : `${event.message} ${event.hint}`);
      }
    },
  };
}
