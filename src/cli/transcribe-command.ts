import path from 'node:path';
import type { Config } from '../config/schema.ts';
import { liftQuiet } from '../engine/audio/conditioning/quiet-lift.ts';
import { findFfmpeg } from '../engine/audio/ffmpeg/find-ffmpeg.ts';
import { createFileCapture } from '../engine/audio/file-capture.ts';
import { measureLevel } from '../engine/audio/measured-capture.ts';
import { transcriptHeader } from '../engine/captions/transcript-format.ts';
import { transcriptOutput } from '../engine/captions/transcript-output.ts';
import type { Environment } from '../engine/environment.ts';
import { EngineError } from '../engine/errors.ts';
import type { Logger } from '../engine/log.ts';
import { systemClock } from '../engine/pipeline/clock.ts';
import type { Output } from '../engine/pipeline/output.ts';
import type { RuntimeFiles } from '../engine/runtime-files.ts';
import { parseModelChoices } from '../engine/transcription/model-choice.ts';
import { openSession } from '../session/session.ts';
import { whyEmpty } from './empty-transcript.ts';
import type { FileRead } from './files-read.ts';
import type { TranscribeOptions } from './own-options.ts';
import type { CommandContext, Terminal } from './terminal.ts';
import { printable } from './terminal-captions.ts';
import { openTranscriptTarget, type TranscriptTarget } from './transcript-target.ts';

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

/** Writes the transcript of a file as it is recognised, faster than real time where the machine allows. */
export async function runTranscribe(wanted: Transcription, tools: TranscribeTools): Promise<void> {
  const { terminal, signal } = tools;
  const tell = (text: string): void => void terminal.stderr.write(`overlingo: ${printable(text)}\n`);
  const target = await openTranscriptTarget(wanted.output, { terminal, signal, reads: filesRead(wanted, tools.files) });
  try {
    const reason = await writeTranscript(wanted, target, { ...tools, tell });
    if (signal.aborted) return;
    await target.finish();
    if (reason !== undefined) tell(reason);
  } finally {
    const left = await target.close();
    if (left !== undefined) tell(left);
  }
}

/** Gives back why the transcript is empty, where it is. */
async function writeTranscript(
  { file, config, format, keepSource }: Transcription,
  target: TranscriptTarget,
  { terminal, signal: interrupted, files, log, environment, tell }: TranscribeTools & { readonly tell: Tell },
): Promise<string | undefined> {
  const { targets } = config.translation;
  const recording = measureLevel(
    createFileCapture({
      path: file,
      pace: 'unpaced',
      clock: systemClock,
      findFfmpeg: () => findFfmpeg(environment),
      onWarning: tell,
    }),
  );
  const capture = liftQuiet(recording);
  const broken = new AbortController();
  const signal = AbortSignal.any([interrupted, broken.signal]);
  // Not before the first caption: a run that comes to nothing leaves nothing.
  let header = transcriptHeader(format);
  // A transcript with a hole is of no use: nothing is recognised any more once it cannot be written.
  const write = async (text: string): Promise<void> => {
    if (broken.signal.aborted) return;
    await target.write(header + text).catch((error: unknown) => broken.abort(error));
    header = '';
  };
  const session = await openSession(
    { ...config, audio: { ...config.audio, inputs: [] } },
    {
      files,
      log,
      signal,
      environment,
      pages: false,
      partials: false,
      sources: [{ id: 'file', capture, ...config.recognizer.language }],
      outputs: [transcriptOutput({ format, targets, keepSource, write }), progressOutput(terminal, tell)],
    },
  );
  try {
    await session.done;
  } finally {
    await session.close();
  }
  if (!interrupted.aborted && header !== '') await write('');
  if (broken.signal.aborted) throw broken.signal.reason;
  if (interrupted.aborted) return undefined;
  const { counters, stages } = session.status();
  const output = stages.find(({ stage }) => stage === 'output:transcript');
  if (output && output.state !== 'ended') throw notWhole(output.detail);
  return whyEmpty({ file, loudest: recording.loudest, counters });
}

/** @param detail a sentence. */
function notWhole(detail: string): EngineError {
  const hint = 'Run the command again, or choose another file with --output.';
  return new EngineError('output-unwritable', `The transcript is not whole: ${detail}`, { hint });
}

function filesRead({ file, config, configFile }: Transcription, { speechModels }: RuntimeFiles): readonly FileRead[] {
  const { glossary } = config.vocabulary;
  const parsed = parseModelChoices(config.recognizer.model);
  const models = parsed.ok ? parsed.choices.map(({ model }) => model) : [];
  // A name is one of a downloaded model where there is no such path.
  const places = models.flatMap((model) => [model, path.join(speechModels, model)]);
  return [
    { path: file, what: 'the recording' },
    ...places.map((place) => ({ path: place, what: 'a file of the model' })),
    { path: configFile, what: 'the configuration' },
    ...(glossary === undefined ? [] : [{ path: glossary, what: 'the glossary' }]),
  ];
}

/** Tells notices, and on a terminal how far the transcript is. */
function progressOutput({ stderr }: Terminal, tell: Tell): Output {
  const isTerminal = stderr.isTTY === true;
  const clear = (): void => {
    if (isTerminal) stderr.write('\r\u001b[2K');
  };
  const show = (mediaMs: number, sinceMs: number): void => {
    if (!isTerminal) return;
    const speed = mediaMs / Math.max(1, performance.now() - sinceMs);
    stderr.write(`\r\u001b[2K${(mediaMs / 1000).toFixed(0)} s transcribed, ${speed.toFixed(1)} times real time`);
  };
  return {
    name: 'terminal',
    policy: 'newest-per-utterance',
    run: async (events) => {
      const startedAtMs = performance.now();
      try {
        for await (const event of events) {
          if (event.type !== 'status-notice') {
            show(event.endMs, startedAtMs);
            continue;
          }
          clear();
          tell(event.hint === undefined ? event.message : `${event.message} ${event.hint}`);
        }
      } finally {
        clear();
      }
    },
  };
}
