import type { Config } from '../config/schema.ts';
import { liftQuiet } from '../engine/audio/conditioning/quiet-lift.ts';
import { findFfmpeg } from '../engine/audio/ffmpeg/find-ffmpeg.ts';
import { createFileCapture } from '../engine/audio/file-capture.ts';
import { measureLevel } from '../engine/audio/measured-capture.ts';
import { transcriptHeader } from '../engine/captions/transcript-format.ts';
import { transcriptOutput } from '../engine/captions/transcript-output.ts';
import type { Environment } from '../engine/environment.ts';
import type { Logger } from '../engine/log.ts';
import { systemClock } from '../engine/pipeline/clock.ts';
import type { Output } from '../engine/pipeline/output.ts';
import type { RuntimeFiles } from '../engine/runtime-files.ts';
import { openSession } from '../session/session.ts';
import { whyEmpty } from './empty-transcript.ts';
import type { TranscribeOptions } from './own-options.ts';
import type { CommandContext, Terminal } from './terminal.ts';
import { printable } from './terminal-captions.ts';
import { openTranscriptTarget } from './transcript-target.ts';

interface TranscribeTools extends CommandContext {
  readonly files: RuntimeFiles;
  readonly log: Logger;
  readonly environment: Environment;
}

interface Transcription extends TranscribeOptions {
  readonly file: string;
  readonly config: Config;
}

/** Writes the transcript of a file as it is recognised, faster than real time where the machine allows. */
export async function runTranscribe(
  { file, config, format, keepSource, output }: Transcription,
  tools: TranscribeTools,
): Promise<void> {
  const { terminal, signal: interrupted, files, log, environment } = tools;
  const { targets } = config.translation;
  const tell = (text: string): void => void terminal.stderr.write(`overlingo: ${printable(text)}\n`);
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
  const target = await openTranscriptTarget(output, terminal);
  // A transcript with a hole is of no use: nothing is recognised any more once it cannot be written.
  const write = async (text: string): Promise<void> => {
    if (!broken.signal.aborted) await target.write(text).catch((error: unknown) => broken.abort(error));
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
    void session.ready.then(
      () => write(transcriptHeader(format)),
      () => undefined,
    );
    await session.done;
  } finally {
    await session.close();
    await target.close();
  }
  if (broken.signal.aborted) throw broken.signal.reason;
  const { loudest } = recording;
  const reason = interrupted.aborted ? undefined : whyEmpty({ file, loudest, counters: session.status().counters });
  if (reason !== undefined) tell(reason);
}

/** Tells notices, and on a terminal how far the transcript is. */
function progressOutput({ stderr }: Terminal, tell: (text: string) => void): Output {
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
