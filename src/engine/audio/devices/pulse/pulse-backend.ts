import { spawn } from 'node:child_process';
import type { Availability } from '../../../pipeline/availability.ts';
import type { Clock } from '../../../pipeline/clock.ts';
import type { AudioBackend, AudioDevice, CaptureStream, PcmFormat, PlaybackStream } from '../audio-backend.ts';
import { backendUnavailable, deviceMissing } from '../device-errors.ts';
import { ProcessCapture } from '../process-capture.ts';
import { ProcessPlayback } from '../process-playback.ts';
import { parseInfo, parseSinks, parseSources } from './pactl-listing.ts';
import { pulseChanges } from './pulse-changes.ts';
import { ReadSource } from './read-source.ts';
import { runCommand } from './run-command.ts';

/** How much sound the server hands over at once: the least delay that is steady on a busy PC. */
const CAPTURE_LATENCY_MS = 20;
/** How much sound waits in the server before it is played. With 150 ms a busy PC still leaves gaps. */
const PLAYBACK_LATENCY_MS = 400;

const INSTALL_HINT = 'Install the tools of PulseAudio (Debian, Ubuntu: sudo apt install pulseaudio-utils).';
const SERVER_HINT = 'Start PipeWire or PulseAudio, and start Overlingo in the session of the desktop.';

interface PulseOptions {
  readonly clock: Clock;
  /** Environment of the tools: `PULSE_SERVER` and others tell which server they talk to. */
  readonly env: NodeJS.ProcessEnv;
}

// The tools are detached: else Ctrl-C in a terminal would end them before the engine, which would see a fault.

/** PulseAudio, and PipeWire in its place, through the tools that come with it: parec, pacat and pactl. */
export class PulseBackend implements AudioBackend {
  readonly name = 'pulse';
  readonly #clock: Clock;
  readonly #env: NodeJS.ProcessEnv;

  constructor({ clock, env }: PulseOptions) {
    this.#clock = clock;
    // What pactl prints is read, and must not be translated.
    this.#env = { ...env, LC_ALL: 'C' };
  }

  async availability(): Promise<Availability> {
    if (process.platform !== 'linux') return { available: false, reason: 'PulseAudio and PipeWire run on Linux only.' };
    for (const tool of ['parec', 'pacat']) {
      const { ended } = await runCommand(tool, ['--version'], this.#env);
      if (ended === 'not-installed') return notInstalled(tool);
    }
    const info = await runCommand('pactl', ['info'], this.#env);
    switch (info.ended) {
      case 'well':
        return { available: true };
      case 'not-installed':
        return notInstalled('pactl');
      case 'badly':
        return { available: false, reason: `No sound server answers (${info.reason}).`, hint: SERVER_HINT };
    }
  }

  async devices(signal: AbortSignal): Promise<readonly AudioDevice[]> {
    const asked = [['info'], ['list', 'sources'], ['list', 'sinks']];
    const [info, sources, sinks] = await Promise.all(asked.map((args) => this.#pactl(args, signal)));
    const defaults = parseInfo(info ?? '');
    return [...parseSources(sources ?? '', defaults), ...parseSinks(sinks ?? '', defaults)];
  }

  changes(signal: AbortSignal): AsyncIterable<void> {
    return pulseChanges({ env: this.#env, clock: this.#clock }, signal);
  }

  async capture(device: AudioDevice, signal: AbortSignal): Promise<CaptureStream> {
    await this.#check(device, signal);
    const format = { sampleRate: device.sampleRate, channels: device.channels };
    // Without --no-remap, channels that have no place in a room (as in "pro audio" profiles) would be mixed by guess.
    const args = [...streamArguments(device, format), '--no-remap', `--latency-msec=${CAPTURE_LATENCY_MS}`];
    const child = spawn('parec', args, { env: this.#env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
    const sound = child.stdout;
    const source = new ReadSource({ child, sound, env: this.#env });
    return new ProcessCapture({ child, sound, source, device, format, clock: this.#clock }, signal);
  }

  async playback(device: AudioDevice, format: PcmFormat, signal: AbortSignal): Promise<PlaybackStream> {
    await this.#check(device, signal);
    const args = [...streamArguments(device, format), `--latency-msec=${PLAYBACK_LATENCY_MS}`];
    const options = { env: this.#env, detached: true } as const;
    const child = spawn('pacat', ['--playback', ...args], { ...options, stdio: ['pipe', 'ignore', 'pipe'] });
    return new ProcessPlayback({ child, sound: child.stdin, device, format, clock: this.#clock }, signal);
  }

  /** The server would take another device instead of one that is not there. */
  async #check(device: AudioDevice, signal: AbortSignal): Promise<void> {
    const listing = await this.#pactl(['list', 'short', device.kind === 'output' ? 'sinks' : 'sources'], signal);
    if (!listing.split('\n').some((line) => line.split('\t')[1] === device.id)) {
      throw deviceMissing(device.name, 'Check that it is plugged in; overlingo devices lists what is there.');
    }
  }

  async #pactl(args: readonly string[], signal: AbortSignal): Promise<string> {
    const result = await runCommand('pactl', args, this.#env, signal);
    signal.throwIfAborted();
    if (result.ended === 'well') return result.output;
    if (result.ended === 'not-installed') throw backendUnavailable('The program pactl is not installed.', INSTALL_HINT);
    throw backendUnavailable(`The sound server does not answer (${result.reason}).`, SERVER_HINT);
  }
}

function notInstalled(tool: string): Availability {
  return { available: false, reason: `The program ${tool} is not installed.`, hint: INSTALL_HINT };
}

function streamArguments(device: AudioDevice, { sampleRate, channels }: PcmFormat): string[] {
  return [
    '--raw',
    `--device=${device.id}`,
    '--client-name=Overlingo',
    '--format=float32le',
    `--rate=${sampleRate}`,
    `--channels=${channels}`,
  ];
}
