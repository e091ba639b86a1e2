import type { Environment } from '../engine/environment.ts';
import { EngineError } from '../engine/errors.ts';
import type { Logger } from '../engine/log.ts';
import { wantsObs } from '../engine/obs/settings.ts';
import { systemClock } from '../engine/pipeline/clock.ts';
import type { RuntimeFiles } from '../engine/runtime-files.ts';
import type { ControlCommand } from '../protocol/control-contract.ts';
import { EMPTY_STATUS } from '../session/empty-status.ts';
import { openSession, type Session } from '../session/session.ts';
import type { CommandConfig } from './command-options.ts';
import { followConfig } from './follow-config.ts';
import { jsonLinesOutput } from './json-lines.ts';
import type { StartOptions } from './own-options.ts';
import { pressedKeys } from './keyboard.ts';
import { printLine } from './print.ts';
import { startAddresses } from './start-addresses.ts';
import { TerminalCaptions, terminalOutput } from './terminal-captions.ts';
import type { CommandContext, Terminal } from './terminal.ts';
import { watchCodeRows } from './watch-code-rows.ts';
import { unbroken } from './wrapped-line.ts';

interface StartTools extends CommandContext {
  readonly files: RuntimeFiles;
  readonly log: Logger;
  readonly environment: Environment;
}

/**
 * Captions the inputs until they end or Ctrl-C is pressed; once, until the stream or recording that is followed has ended.
 * Changes of the configuration file take effect meanwhile.
 */
export async function runStart(
  { config, values, file, reload }: CommandConfig,
  { json, newToken, once }: StartOptions,
  { terminal, signal, ...tools }: StartTools,
): Promise<void> {
  if (once && config.obs.follow === undefined) {
    throw new EngineError('usage', '--once has no effect: no stream or recording is followed.', {
      hint: 'Add --follow stream or --follow recording, or leave it out.',
    });
  }
  const running: { session?: Session } = {};
  const hasKeys = !json && isInteractive(terminal);
  const hasChapters = wantsObs(config.obs) || config.transcripts.save !== false;
  const captions = new TerminalCaptions(
    terminal.stdout,
    () => running.session?.status() ?? EMPTY_STATUS,
    hasKeys ? helpOf(hasChapters) : 'Ctrl-C ends',
  );
  const output = json ? jsonLinesOutput(terminal.stdout) : terminalOutput(captions);
  const over = new AbortController();
  try {
    const session = await openSession(config, {
      ...tools,
      signal,
      newToken,
      exactPort: values.has('server.port'),
      stdin: terminal.stdin,
      outputs: [output],
    });
    running.session = session;
    for (const line of startAddresses(session, config)) {
      if (json) printLine(terminal.stderr, unbroken(line));
      else captions.line(line, { indent: 2 });
    }
    const [viewers] = session.audienceUrls;
    if (!json && terminal.stdout.isTTY === true && viewers !== undefined)
      for (const row of watchCodeRows(viewers, terminal.stdout.columns ?? 80)) captions.line(row);
    void followConfig({ file: file.file, reload, session, clock: systemClock, signal: over.signal });
    if (hasKeys) void obeyKeys(session, { terminal, captions, signal: over.signal });
    await (once ? Promise.race([session.done, session.followed]) : session.done);
  } finally {
    over.abort();
    captions.close();
    await running.session?.close();
  }
}

/** Whether somebody sits before it who can press keys. */
function isInteractive({ stdin, stdout }: Terminal): boolean {
  return stdin.isTTY && stdout.isTTY === true;
}

function helpOf(hasChapters: boolean): string {
  return `m hides captions, x clears them${hasChapters ? ', c marks a chapter' : ''}, Ctrl-C ends`;
}

/** What each key does. */
const KEYS: Readonly<Record<string, ControlCommand>> = {
  c: { type: 'chapter' },
  m: { type: 'show', to: 'toggle' },
  x: { type: 'clear' },
};

interface KeyTools {
  readonly terminal: Terminal;
  readonly captions: TerminalCaptions;
  readonly signal: AbortSignal;
}

/** Tells below the captions what came of each key; notices tell of chapters. Never rejects, as the controls do not. */
async function obeyKeys(session: Session, { terminal: { stdin }, captions, signal }: KeyTools): Promise<void> {
  for await (const key of pressedKeys(stdin, signal)) {
    const command = KEYS[key.toLowerCase()];
    if (!command) continue;
    const { message } = await session.control(command);
    if (command.type !== 'chapter') captions.line([{ text: message }]);
  }
}
