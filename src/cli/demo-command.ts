import open from 'open';
import pc from 'picocolors';
import type { DemoSettings } from '../config/settings.ts';
import { createFileCapture } from '../engine/audio/file-capture.ts';
import type { EngineConfig } from '../engine/engine-config.ts';
import type { Environment } from '../engine/environment.ts';
import type { Logger } from '../engine/log.ts';
import { demoClip } from '../engine/models/bundled-models.ts';
import { systemClock } from '../engine/pipeline/clock.ts';
import type { Output } from '../engine/pipeline/output.ts';
import type { RuntimeFiles } from '../engine/runtime-files.ts';
import { recognizerSection } from '../engine/transcription/settings.ts';
import { translationConfig, vocabularyConfig } from './engine-settings.ts';
import { readDemoReference } from './demo-references.ts';
import { DemoTally, describeSummary } from './demo-summary.ts';
import { jsonLinesOutput, writeJsonLine } from './json-lines.ts';
import { pressedKeys } from './keyboard.ts';
import { EMPTY_STATUS, startSession, type Session } from '../session/session.ts';
import { TerminalCaptions, terminalOutput } from './terminal-captions.ts';
import type { CommandContext } from './terminal.ts';

/** Into which languages the demo of each language is translated. */
const DEMO_TARGETS: Readonly<Record<DemoSettings['language'], readonly string[]>> = {
  es: ['en', 'fr'],
  en: ['es', 'de', 'fr'],
  de: ['en', 'es'],
  fr: ['en', 'es'],
};

interface DemoTools extends CommandContext {
  readonly files: RuntimeFiles;
  readonly log: Logger;
  readonly environment: Environment;
}

/** A pretend-stream: a bundled clip is heard as a microphone would hear it, captioned, translated and shown. */
export async function runDemo(
  settings: DemoSettings,
  { terminal, signal: interrupted, files, log, environment }: DemoTools,
): Promise<void> {
  const targets = settings.translate ?? DEMO_TARGETS[settings.language];
  const translation = { ...translationConfig(settings, environment), targets };
  const stays = terminal.stdout.isTTY === true && terminal.stdin.isTTY && !settings.once && !settings.json;
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
  for (const language of [settings.language, ...targets]) {
    if (language in DEMO_TARGETS) references.set(language, (await readDemoReference(files.assets, language)).text);
  }
  const configOf = (round: number): EngineConfig => ({ ...demoConfig(settings, files, round), translation });
  const play = async (session: Session, round: number): Promise<void> => {
    if (round > 1) {
      tally = new DemoTally(targets);
      await session.restart(configOf(round));
    }
    await session.done;
    if (signal.aborted) return;
    const summary = tally.summary(settings.language, references, session.status());
    if (settings.json) writeJsonLine(terminal.stdout, summary);
    else captions.line(describeSummary(summary));
  };
  try {
    const session = await startSession(
      { engine: configOf(1), pages: { port: settings.port, maxLagMs: settings.maxLag * 1000 } },
      {
        files,
        log,
        signal,
        environment,
        outputs: [settings.json ? jsonLinesOutput(terminal.stdout) : terminalOutput(captions), tallied],
      },
    );
    running.session = session;
    const page = `${session.url}/demo`;
    if (!settings.json)
      captions.line(`${pc.bold('Overlingo demo')}  ${pc.underline(page)}  ${pc.dim('(overlay: /overlay)')}`);
    if (terminal.stdout.isTTY === true && !settings.json && settings.open) await openBrowser(page, log);
    const playRound = (round: number): Promise<void> => play(session, round);
    await (stays ? playOnDemand(playRound, terminal.stdin, quit, signal) : playRound(1));
  } finally {
    captions.close();
    await running.session?.close();
  }
}

/** Plays at once, then again for every `r`, until `q` or Ctrl-C. */
async function playOnDemand(
  play: (round: number) => Promise<void>,
  stdin: CommandContext['terminal']['stdin'],
  quit: AbortController,
  signal: AbortSignal,
): Promise<void> {
  const failures: unknown[] = [];
  let round = 0;
  let playing: Promise<void> | undefined;
  const begin = (): void => {
    round += 1;
    playing = play(round)
      .catch((error: unknown) => {
        failures.push(error);
        quit.abort();
      })
      .finally(() => {
        playing = undefined;
      });
  };
  begin();
  for await (const key of pressedKeys(stdin, signal)) {
    if (key === 'q') quit.abort();
    if (key === 'r' && playing === undefined) begin();
  }
  await playing;
  for (const failure of failures) throw failure;
}

function demoConfig(settings: DemoSettings, files: RuntimeFiles, round: number): Omit<EngineConfig, 'translation'> {
  const { language } = settings;
  const capture = createFileCapture({
    path: demoClip(files.assets, language).sound,
    pace: 'real-time',
    clock: systemClock,
  });
  return {
    recognizer: recognizerSection().parse({}),
    sensitivity: 'normal',
    vocabulary: vocabularyConfig(settings),
    sources: [{ id: `demo${round}`, capture, language }],
    partials: true,
  };
}

/** A machine without a browser still shows the captions in the terminal. */
async function openBrowser(page: string, log: Logger): Promise<void> {
  try {
    const browser = await open(page);
    browser.on('error', (error) => log.warn('no browser could be opened', { reason: error.message }));
  } catch (error) {
    log.warn('no browser could be opened', { reason: error instanceof Error ? error.message : String(error) });
  }
}
