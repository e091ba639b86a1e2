import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { access, constants, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Writable } from 'node:stream';
import type { TranscribeSettings } from '../config/settings.ts';
import { createFileCapture } from '../engine/audio/file-capture.ts';
import { TranscriptBuilder } from '../engine/captions/transcript-builder.ts';
import { formatCue, transcriptHeader, type TranscriptCue } from '../engine/captions/transcript-format.ts';
import { Engine } from '../engine/engine.ts';
import { EngineError } from '../engine/errors.ts';
import type { Logger } from '../engine/log.ts';
import { systemClock } from '../engine/pipeline/clock.ts';
import type { RuntimeFiles } from '../engine/runtime-files.ts';
import { engineSettings, type Environment } from './engine-settings.ts';
import type { CommandContext, Terminal } from './terminal.ts';
import { printable } from './terminal-captions.ts';

interface TranscribeTools extends CommandContext {
  readonly files: RuntimeFiles;
  readonly log: Logger;
  readonly environment: Environment;
}

/** Writes the transcript of a file as it is recognised, faster than real time where the machine allows. */
export async function runTranscribe(file: string, settings: TranscribeSettings, tools: TranscribeTools): Promise<void> {
  const { terminal, signal, files, log, environment } = tools;
  const tell = (text: string): void => void terminal.stderr.write(`overlingo: ${printable(text)}\n`);
  const capture = createFileCapture({ path: file, pace: 'unpaced', clock: systemClock, onWarning: tell });
  const engine = new Engine(
    {
      ...engineSettings(settings, environment),
      sources: [{ id: 'file', capture, ...settings.language }],
      partials: false,
    },
    { files, log },
  );
  const stop = (): void => void engine.close();
  signal.addEventListener('abort', stop, { once: true });
  const output = await openOutput(settings.output, terminal);
  const builder = new TranscriptBuilder(settings.translate);
  const progress = createProgress(terminal);
  let count = 0;
  engine.subscribe((told) => {
    if (told.type === 'status-notice') {
      progress.clear();
      tell(`${told.message}${told.hint === undefined ? '' : ` ${told.hint}`}`);
      return;
    }
    for (const cue of builder.add(told)) {
      count += 1;
      output.write(formatCue(settings.format, cue, count, shownLines(cue, settings)));
    }
    progress.show(told.endMs);
  });
  try {
    await engine.start();
    output.write(transcriptHeader(settings.format));
    await engine.run();
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    progress.clear();
    signal.removeEventListener('abort', stop);
    await engine.close();
    await finish(output, terminal);
  }
}

/** The translations where there are any, with the source text above them where that is wanted. */
function shownLines(cue: TranscriptCue, { translate, keepSource }: TranscribeSettings): string[] {
  const translations = translate.map((language) => cue.translations[language] ?? cue.text);
  return translations.length === 0 || keepSource ? [cue.text, ...translations] : translations;
}

/** Standard output, or a new file. Checked before any work is done. */
async function openOutput(file: string | undefined, terminal: Terminal): Promise<Writable> {
  if (file === undefined) return terminal.stdout;
  const unwritable = (why: string): EngineError =>
    new EngineError('output-unwritable', `The transcript cannot be written to ${file}: ${why}.`, {
      hint: 'Choose another file with --output, or leave the option out to write to the standard output.',
    });
  const folder = path.dirname(path.resolve(file));
  if ((await stat(file).catch(() => undefined))?.isDirectory()) throw unwritable('it is a folder');
  await access(folder, constants.W_OK).catch(() => {
    throw unwritable('its folder does not exist or may not be written to');
  });
  const stream = createWriteStream(file);
  try {
    await once(stream, 'open');
  } catch (error) {
    throw unwritable(error instanceof Error ? error.message : String(error));
  }
  return stream;
}

async function finish(output: Writable, terminal: Terminal): Promise<void> {
  if (output === terminal.stdout) return;
  output.end();
  await once(output, 'finish');
}

interface Progress {
  readonly show: (mediaMs: number) => void;
  readonly clear: () => void;
}

/** How far the transcript is, on one line of a terminal. */
function createProgress({ stderr }: Terminal): Progress {
  const startedAtMs = performance.now();
  if (stderr.isTTY !== true) return { show: () => undefined, clear: () => undefined };
  return {
    show: (mediaMs) => {
      const speed = mediaMs / Math.max(1, performance.now() - startedAtMs);
      stderr.write(`\r\u001b[2K${(mediaMs / 1000).toFixed(0)} s transcribed, ${speed.toFixed(1)} times real time`);
    },
    clear: () => void stderr.write('\r\u001b[2K'),
  };
}
