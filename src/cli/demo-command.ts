import openInBrowser from 'open';
import type { Config } from '../config/schema.ts';
import { createFileCapture } from '../engine/audio/file-capture.ts';
import type { Environment } from '../engine/environment.ts';
import type { Logger } from '../engine/log.ts';
import { demoClip } from '../engine/models/bundled-models.ts';
import { systemClock } from '../engine/pipeline/clock.ts';
import type { Output } from '../engine/pipeline/output.ts';
import type { RuntimeFiles } from '../engine/runtime-files.ts';
import type { DemoOptions } from './own-options.ts';
import { readDemoReference } from './demo-references.ts';
import { DemoRounds, type DemoRoundsOptions } from './demo-rounds.ts';
import { DemoTally, describeSummary } from './demo-summary.ts';
import { jsonLinesOutput } from './json-lines.ts';
import { pressedKeys } from './keyboard.ts';
import { printJson, styles } from './print.ts';
import type { SourceConfig } from '../engine/pipeline/source.ts';
import { EMPTY_STATUS } from '../session/empty-status.ts';
import { openSession, type Session } from '../session/session.ts';
import { TerminalCaptions, terminalOutput } from './terminal-captions.ts';
import type { CommandContext } from './terminal.ts';

/** Into which languages the demo of each language is translated. */
const DEMO_TARGETS: Readonly<Record<DemoOptions['language'], readonly string[]>> = {
  es: ['en', 'fr'],
  en: ['es', 'de', 'fr'],
  de: ['en', 'es'],
  fr: ['en', 'es'],
};

interface DemoTools extends CommandContext {
  /** True where somebody has named the port of the pages. */
  readonly exactPort: boolean;
  readonly files: RuntimeFiles;
  readonly log: Logger;
  readonly environment: Environment;
}

/** A pretend-stream: a bundled clip is heard as a microphone would hear it, captioned, translated and shown. */
export async function runDemo(
  given: Config,
  options: DemoOptions,
  { terminal, signal: interrupted, files, log, environment, exactPort }: DemoTools,
): Promise<void> {
  const targets = given.translation.targets.length > 0 ? given.translation.targets : DEMO_TARGETS[options.language];
  // The clip says nothing that anybody has muted, belongs to no stream, and says nothing for the viewers of one.
  const obs = { ...given.obs, captionsWhile: [], follow: undefined, streamCaptions: undefined };
  const youtube = { ...given.youtube, captions: undefined };
  const config = { ...given, obs, youtube, translation: { ...given.translation, targets } };
  const stays = terminal.stdout.isTTY === true && terminal.stdin.isTTY && !options.once && !options.json;
  const quit = new AbortController();
  const signal = AbortSignal.any([interrupted, quit.signal]);
  const running: { session?: Session } = {};
  const captions = new TerminalCaptions(
    terminal.stdout,
    () => running.session?.status() ?? EMPTY_STATUS,
    stays ? 'r replays, q quits' : '',
  );
  let tally = new DemoTally(targets);
  const tallied: Output = {
    name: 'summary',
    policy: 'refuse',
    run: async (events) => {
      for await (const event of events) if (event.type !== 'status-notice') tally.add(event);
    },
  };
  const references = new Map<string, string>();
  for (const language of [options.language, ...targets]) {
    if (language in DEMO_TARGETS) references.set(language, (await readDemoReference(files.assets, language)).text);
  }
  const failures: unknown[] = [];
  const open = async (source: SourceConfig): Promise<Session> => {
    const session = await openSession(config, {
      files,
      log,
      signal,
      environment,
      exactPort,
      clip: rounds,
      sources: [source],
      outputs: [options.json ? jsonLinesOutput(terminal.stdout) : terminalOutput(captions), tallied],
    });
    running.session = session;
    const page = `${session.url}/demo`;
    if (!options.json)
      captions.line([
        { text: 'Overlingo demo', look: styles.bold },
        { text: '  ' },
        { text: page, look: styles.underline },
        { text: '  (overlay: /overlay)', look: styles.dim },
      ]);
    if (terminal.stdout.isTTY === true && !options.json && options.open) await openBrowser(page, log);
    return session;
  };
  const caption = async (source: SourceConfig, isStopped: () => boolean): Promise<void> => {
    tally = new DemoTally(targets);
    if (running.session) await running.session.restart([source]);
    const session = running.session ?? (await open(source));
    await session.done;
    if (signal.aborted || isStopped()) return;
    const summary = tally.summary(options.language, references, session.status());
    if (options.json) printJson(terminal.stdout, summary);
    else for (const line of describeSummary(summary)) captions.line([line], { indent: 4 });
  };
  const rounds = await demoRounds(options, files, {
    controls: stays,
    caption,
    onFailed: (error) => {
      failures.push(error);
      quit.abort();
    },
  });
  try {
    rounds.play();
    if (stays) await obeyKeys(rounds, terminal.stdin, quit, signal);
    await rounds.done;
    for (const failure of failures) throw failure;
  } finally {
    captions.close();
    await running.session?.close();
  }
}

/** Plays from the beginning for every `r`, until `q` or Ctrl-C. */
async function obeyKeys(
  rounds: DemoRounds,
  stdin: CommandContext['terminal']['stdin'],
  quit: AbortController,
  signal: AbortSignal,
): Promise<void> {
  for await (const key of pressedKeys(stdin, signal)) {
    if (key === 'q') quit.abort();
    if (key === 'r') rounds.play();
  }
}

async function demoRounds(
  { language }: DemoOptions,
  { assets }: RuntimeFiles,
  events: Pick<DemoRoundsOptions, 'controls' | 'caption' | 'onFailed'>,
): Promise<DemoRounds> {
  const { sound } = demoClip(assets, language);
  const { duration } = await readDemoReference(assets, language);
  const capture = createFileCapture({ path: sound, pace: 'real-time', clock: systemClock });
  return new DemoRounds({ ...events, capture, file: sound, durationMs: duration * 1000, language, clock: systemClock });
}

/** A machine without a browser still shows the captions in the terminal. */
async function openBrowser(page: string, log: Logger): Promise<void> {
  try {
    const browser = await openInBrowser(page);
    browser.on('error', (error) => log.warn('no browser could be opened', { reason: error.message }));
  } catch (error) {
    log.warn('no browser could be opened', { reason: error instanceof Error ? error.message : String(error) });
  }
}
