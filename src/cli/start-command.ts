import pc from 'picocolors';
import type { StartSettings } from '../config/settings.ts';
import { createBackends } from '../engine/audio/devices/create-backends.ts';
import type { Environment } from '../engine/environment.ts';
import type { Logger } from '../engine/log.ts';
import { systemClock } from '../engine/pipeline/clock.ts';
import type { RuntimeFiles } from '../engine/runtime-files.ts';
import { engineSettings } from './engine-settings.ts';
import { openGuests } from '../session/guests.ts';
import { openInputs } from '../session/inputs.ts';
import { jsonLinesOutput } from './json-lines.ts';
import { EMPTY_STATUS, startSession, type Session } from '../session/session.ts';
import { TerminalCaptions, terminalOutput } from './terminal-captions.ts';
import type { CommandContext } from './terminal.ts';

interface StartTools extends CommandContext {
  readonly files: RuntimeFiles;
  readonly log: Logger;
  readonly environment: Environment;
}

/** Captions the inputs until they end or Ctrl-C is pressed. */
export async function runStart(
  settings: StartSettings,
  { terminal, signal, files, log, environment }: StartTools,
): Promise<void> {
  const config = engineSettings(settings, environment);
  const { guests, notices } = await openGuests(settings);
  const running: { session?: Session } = {};
  const captions = new TerminalCaptions(
    terminal.stdout,
    () => running.session?.status() ?? EMPTY_STATUS,
    'Ctrl-C ends',
  );
  const sources = openInputs(settings, {
    stdin: terminal.stdin,
    backends: createBackends({ clock: systemClock, childEntry: files.audioChild }),
    onNotice: (notice) => running.session?.notify(notice),
  });
  try {
    const session = await startSession(
      {
        engine: { ...config, sources, partials: true },
        pages: { port: settings.port, maxLagMs: settings.maxLag * 1000, guests },
      },
      {
        files,
        log,
        signal,
        environment,
        outputs: [settings.json ? jsonLinesOutput(terminal.stdout) : terminalOutput(captions)],
      },
    );
    running.session = session;
    for (const line of addresses(session, settings)) {
      if (settings.json) terminal.stderr.write(`${line}\n`);
      else captions.line(line);
    }
    for (const notice of notices) session.notify(notice);
    await session.done;
  } finally {
    captions.close();
    await running.session?.close();
  }
}

/** What the streamer opens, and what guests need. */
function addresses(session: Session, { input, programs, lan }: StartSettings): string[] {
  const hearsBrowsers = input.some(({ kind }) => kind === 'browser');
  const webSocket = `${session.url.replace(/^http/u, 'ws')}/stream`;
  const line = (label: string, url: string): string => `${label}  ${pc.underline(url)}`;
  const viewers = session.guestUrls('/overlay').map((url) => line('Captions on other devices', url));
  return [
    line(pc.bold('Overlingo'), `${session.url}/overlay`),
    ...(hearsBrowsers ? [line('Microphone page', `${session.url}/microphone`)] : []),
    ...(lan && viewers.length === 0 ? ['Other devices cannot come in: this PC is in no network.'] : viewers),
    ...(hearsBrowsers ? session.guestUrls('/microphone').map((url) => line('Microphone on other devices', url)) : []),
    ...(programs ? [`${line('For programs', webSocket)}  token ${session.token}`] : []),
  ];
}
