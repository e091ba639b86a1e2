import type { Socket } from 'node:net';
import type { Availability } from '../../../pipeline/availability.ts';
import type { Clock } from '../../../pipeline/clock.ts';
import type { AudioBackend, AudioDevice, CaptureStream, PcmFormat, PlaybackStream } from '../audio-backend.ts';
import type { FromChild, LibraryName } from '../child/child-protocol.ts';
import { backendUnavailable, deviceLost, deviceMissing, deviceRefused } from '../device-errors.ts';
import { ProcessCapture } from '../process-capture.ts';
import { ProcessPlayback } from '../process-playback.ts';
import { AudioChild } from './audio-child.ts';
import { pulseChanges } from '../pulse/pulse-changes.ts';
import { ReadSource } from '../pulse/read-source.ts';
import { soundServerAnswers } from '../pulse/sound-server.ts';
import { libraryChanges } from './library-changes.ts';
import { missingLibrary } from './missing-library.ts';

interface NativeOptions {
  readonly library: LibraryName;
  /** JavaScript file of the child process, `dist/audio-child.js`. */
  readonly entry: string;
  readonly env: NodeJS.ProcessEnv;
  readonly clock: Clock;
}

/** A native sound library, each stream and each listing in a process of its own. */
export class NativeBackend implements AudioBackend {
  readonly name: LibraryName;
  readonly #options: NativeOptions;

  constructor(options: NativeOptions) {
    this.name = options.library;
    this.#options = options;
  }

  async availability(): Promise<Availability> {
    const missing = missingLibrary(this.name);
    if (missing) return missing;
    const answer = await this.#list(new AbortController().signal);
    if (answer.type === 'devices') return { available: true };
    return { available: false, reason: `${this.name} does not work here (${reasonOf(answer)}).` };
  }

  async devices(signal: AbortSignal): Promise<readonly AudioDevice[]> {
    const missing = missingLibrary(this.name);
    if (missing) throw backendUnavailable(missing.reason, missing.hint);
    const answer = await this.#list(signal);
    signal.throwIfAborted();
    if (answer.type === 'devices') return answer.devices.map((device) => ({ ...device, backend: this.name }));
    throw backendUnavailable(`The sound devices cannot be listed by ${this.name} (${reasonOf(answer)}).`);
  }

  async *changes(signal: AbortSignal): AsyncGenerator<void, void, undefined> {
    // A sound server knows of devices that ALSA never lists, and tells at once.
    if (await soundServerAnswers(this.#options.env)) yield* pulseChanges(this.#options, signal);
    else yield* libraryChanges({ ...this.#options, library: this.name }, signal);
  }

  async capture(device: AudioDevice, signal: AbortSignal): Promise<CaptureStream> {
    const format = { sampleRate: device.sampleRate, channels: device.channels };
    const { child, sound } = this.#start('capture', { device, format }, signal);
    const { clock, env } = this.#options;
    const source = new ReadSource({ child: child.process, sound, env });
    const stream = new ProcessCapture({ child: child.process, sound, source, device, format, clock }, signal);
    await this.#opened(child, stream, { device, signal });
    return stream;
  }

  async playback(device: AudioDevice, format: PcmFormat, signal: AbortSignal): Promise<PlaybackStream> {
    const { child, sound } = this.#start('play', { device, format }, signal);
    const { clock } = this.#options;
    const stream = new ProcessPlayback({ child: child.process, sound, device, format, clock }, signal);
    await this.#opened(child, stream, { device, signal });
    return stream;
  }

  #start(
    task: 'capture' | 'play',
    { device, format }: { device: AudioDevice; format: PcmFormat },
    signal: AbortSignal,
  ): { child: AudioChild; sound: Socket } {
    const child = new AudioChild(this.#options, { task, library: this.name, deviceId: device.id, format }, signal);
    const sound = child.process.stdio[3];
    if (!sound) throw deviceRefused(device.name, 'no process could be started');
    // A pipe to a child is a socket, whatever its type says.
    return { child, sound: sound as Socket };
  }

  async #opened(
    child: AudioChild,
    stream: ProcessCapture | ProcessPlayback,
    { device, signal }: { device: AudioDevice; signal: AbortSignal },
  ): Promise<void> {
    child.process.on('message', (message: FromChild) => {
      if (message.type === 'lost') stream.lose(message.reason);
    });
    const answer = await child.answer;
    if (answer.type === 'opened') return;
    await child.stop();
    signal.throwIfAborted();
    if (answer.type === 'lost') throw deviceLost(device.name, answer.reason);
    if (answer.type === 'refused') throw deviceRefused(device.name, answer.reason);
    throw deviceMissing(device.name, 'Check that it is plugged in; overlingo devices lists what is there.');
  }

  /** A process for each listing: a library that has opened a stream lists what was there before. */
  async #list(signal: AbortSignal): Promise<FromChild> {
    const child = new AudioChild(this.#options, { task: 'list', library: this.name }, signal);
    const answer = await child.answer;
    await child.stop();
    return answer;
  }
}

function reasonOf(answer: FromChild): string {
  return answer.type === 'refused' ? answer.reason : `it answered ${answer.type}`;
}
