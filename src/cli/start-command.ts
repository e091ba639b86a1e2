import pc from 'picocolors';
import type { StartSettings } from '../config/settings.ts';
import { createBackends } from '../engine/audio/devices/create-backends.ts';
import { EngineError } from '../engine/errors.ts';
import type { Logger } from '../engine/log.ts';
import { systemClock } from '../engine/pipeline/clock.ts';
import type { RuntimeFiles } from '../engine/runtime-files.ts';
import { engineSettings } from './engine-settings.ts';
import { openInputs } from './inputs.ts';
import { writeJsonLine } from './json-lines.ts';
import { LiveSession } from './live-session.ts';
import { TerminalCaptions } from './terminal-captions.ts';
import type { CommandContext } from './terminal.ts';

interface StartTools extends CommandContext {
  readonly files: RuntimeFiles;
  readonly log: Logger;
}

/** Captions the inputs until they end or Ctrl-C is pressed. */
export async function runStart(settings: StartSettings, { terminal, signal, files, log }: StartTools): Promise<void> {
  const captions = new TerminalCaptions(terminal.stdout, () => session.status(), 'Ctrl-C ends');
  const browsers = settings.input.some(({ kind }) => kind === 'browser');
  const session = new LiveSession({
    files,
    log,
    port: settings.port,
    targetLanguages: settings.translate,
    guests: { browsers, programs: settings.programs, lan: settings.lan, language: settings.language },
    signal,
    onOutput: (output) => {
      if (settings.json) writeJsonLine(terminal.stdout, output);
      else if (output.type === 'status-notice') captions.tell(output);
      else captions.show(output);
    },
  });
  const sources = openInputs(settings, {
    stdin: terminal.stdin,
    backends: createBackends({ clock: systemClock, childEntry: files.audioChild }),
    onNotice: (notice) => session.notify(notice),
  });
  try {
    if (settings.lan && !browsers && !settings.programs) {
      throw new EngineError('usage', '--lan lets guests in, and there is no way for them to send sound.', {
        hint: 'Add --input browser or --programs, or leave --lan out.',
      });
    }
    await session.open();
    if (!settings.json) for (const line of addresses(session, settings)) captions.line(line);
    await session.run({ ...engineSettings(settings), sources, partials: true });
  } finally {
    captions.close();
    await session.close();
  }
}

/** What the streamer opens, and what guests need. */
function addresses(session: LiveSession, { input, programs }: StartSettings): string[] {
  const webSocket = `${session.url.replace(/^http/u, 'ws')}/stream`;
  return [
    `${pc.bold('Overlingo')}  ${pc.underline(`${session.url}/overlay`)}`,
    ...(input.some(({ kind }) => kind === 'browser')
      ? [`Microphone page  ${pc.underline(`${session.url}/microphone`)}`]
      : []),
    ...session.guestUrls.map((url) => `For other devices  ${pc.underline(url)}`),
    ...(programs ? [`For programs  ${pc.underline(webSocket)}  token ${session.token}`] : []),
  ];
}
