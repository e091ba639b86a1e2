import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import path from 'node:path';
import type { VirtualAudio } from '../test/support/virtual-audio.ts';

const SAMPLE_RATE = 48_000;
const BURST_MS = 20;
const LOUD = 0.1;

/** True where a frame holds a part of a burst. */
export function isLoud(samples: Float32Array): boolean {
  return samples.some((sample) => Math.abs(sample) > LOUD);
}

/**
 * Plays a burst out of the sound server's own memory, on a word through an open socket: no player has to start, and no
 * buffer of a player lies between.
 */
export class BurstPlayer implements AsyncDisposable {
  readonly #socket: Socket;
  readonly #sink: string;

  private constructor(socket: Socket, sink: string) {
    this.#socket = socket;
    this.#sink = sink;
  }

  static async open(audio: VirtualAudio, sink: string): Promise<BurstPlayer> {
    const folder = audio.env['XDG_RUNTIME_DIR'] ?? '';
    const file = path.join(folder, 'burst.wav');
    writeFileSync(file, burstWav());
    await audio.pactl('upload-sample', file, 'burst');
    await audio.pactl('load-module', 'module-cli-protocol-unix', `socket=${folder}/commands`);
    const socket = connect(`${folder}/commands`);
    await once(socket, 'connect');
    // What it answers is of no interest, but has to be taken.
    socket.resume();
    return new BurstPlayer(socket, sink);
  }

  play(): void {
    this.#socket.write(`play-sample burst ${this.#sink}\n`);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#socket.destroy();
    await once(this.#socket, 'close');
  }
}

/** A tone of 1 kHz that is loud from its first samples on. */
function burstWav(): Buffer {
  const samples = Int16Array.from({ length: (SAMPLE_RATE * BURST_MS) / 1000 }, (_, index) => {
    return 20_000 * Math.cos((2 * Math.PI * 1000 * index) / SAMPLE_RATE);
  });
  const header = Buffer.alloc(44);
  header.write('RIFF', 0);
  header.writeUInt32LE(36 + samples.byteLength, 4);
  header.write('WAVEfmt ', 8);
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(SAMPLE_RATE, 24);
  header.writeUInt32LE(SAMPLE_RATE * 2, 28);
  header.writeUInt16LE(2, 32);
  header.writeUInt16LE(16, 34);
  header.write('data', 36);
  header.writeUInt32LE(samples.byteLength, 40);
  return Buffer.concat([header, Buffer.from(samples.buffer)]);
}
