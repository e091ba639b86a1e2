import pc from 'picocolors';
import type { StartSettings } from '../config/settings.ts';
import type { CaptureSource } from '../engine/audio/capture-source.ts';
import { createFileCapture } from '../engine/audio/file-capture.ts';
import { createStdinCapture } from '../engine/audio/stdin-capture.ts';
import type { Logger } from '../engine/log.ts';
import { systemClock } from '../engine/pipeline/clock.ts';
import type { RuntimeFiles } from '../engine/runtime-files.ts';
import { engineSettings } from './engine-settings.ts';
import { writeJsonLine } from './json-lines.ts';
import { LiveSession } from './live-session.ts';
import { TerminalCaptions } from './terminal-captions.ts';
import type { CommandContext } from './terminal.ts';

interface StartTools extends CommandContext {
  readonly files: RuntimeFiles;
  readonly log: Logger;
}

/** Captions one input until it ends or Ctrl-C is pressed. */
export async function runStart(settings: StartSettings, { terminal, signal, files, log }: StartTools): Promise<void> {
  const captions = new TerminalCaptions(terminal.stdout, () => session.status(), 'Ctrl-C ends');
  const session = new LiveSession({
    files,
    log,
    port: settings.port,
    targetLanguages: settings.translate,
    signal,
    onOutput: (output) => {
      if (settings.json) writeJsonLine(terminal.stdout, output);
      else if (output.type === 'status-notice') captions.tell(output);
      else captions.show(output);
    },
  });
  const warn = (message: string): void => void terminal.stderr.write(`overlingo: ${message}\n`);
  const capture = createCapture(settings, terminal.stdin, warn);
  try {
    await session.open();
    if (!settings.json) captions.line(`${pc.bold('Overlingo')}  ${pc.underline(`${session.url}/overlay`)}`);
    await session.run({
      ...engineSettings(settings),
      sources: [{ id: 'input', capture, language: settings.language }],
      partials: true,
    });
  } finally {
    captions.close();
    await session.close();
  }
}

function createCapture(
  settings: StartSettings,
  stdin: NodeJS.ReadStream,
  onWarning: (message: string) => void,
): CaptureSource {
  const { input, pace, rate, channels, encoding } = settings;
  if (input === 'stdin') {
    return createStdinCapture({
      input: stdin,
      rawFormat: { encoding, sampleRate: rate, channels },
      pace: pace ?? 'unpaced',
      clock: systemClock,
      onWarning,
    });
  }
  const path = input.slice('file:'.length);
  return createFileCapture({ path, pace: pace ?? 'real-time', clock: systemClock, onWarning });
}
