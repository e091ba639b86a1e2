import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { eventually } from '../../../src/testing/eventually.ts';
import type { RealObs } from './real-obs.ts';
import { freePort } from './free-port.ts';

/** What has to be installed before a stream can be received; undefined where nothing is missing. */
export function ffmpegMissing(): string | undefined {
  return spawnSync('ffmpeg', ['-version']).status === 0
    ? undefined
    : 'apt-get install -y --no-install-recommends ffmpeg';
}

/** A server on this computer for one stream of OBS, which keeps it as it comes. */
export class RtmpSink {
  readonly #file: string;
  readonly #ffmpeg: ChildProcess;
  readonly #ended: Promise<unknown>;

  private constructor(file: string, ffmpeg: ChildProcess) {
    this.#file = file;
    this.#ffmpeg = ffmpeg;
    this.#ended = once(ffmpeg, 'exit');
  }

  /** Has OBS stream to it. Resolves once OBS does. */
  static async stream(obs: RealObs): Promise<RtmpSink> {
    const port = await freePort();
    const server = `rtmp://127.0.0.1:${port}/live`;
    const file = path.join(obs.home, `stream-${port}.flv`);
    const args = ['-loglevel', 'error', '-listen', '1', '-i', `${server}/key`, '-c', 'copy', '-f', 'flv', file];
    const ffmpeg = spawn('ffmpeg', args, { stdio: 'ignore' });
    await once(ffmpeg, 'spawn');
    await obs.with((client) =>
      client.call('SetStreamServiceSettings', {
        streamServiceType: 'rtmp_custom',
        streamServiceSettings: { server, key: 'key' },
      }),
    );
    const sink = new RtmpSink(file, ffmpeg);
    // Nothing tells that ffmpeg listens, and OBS gives up at once where it does not yet.
    await eventually(async () => {
      const { outputActive } = await obs.with((client) => client.call('GetStreamStatus'));
      if (outputActive) return;
      await obs.with((client) => client.call('StartStream'));
      await sleep(1000);
      throw new Error('OBS does not stream.');
    }, 30_000);
    return sink;
  }

  /** What came, as FLV, once the stream has ended. */
  async received(): Promise<Buffer> {
    await this.#ended;
    return readFile(this.#file);
  }

  /** Ends it where no stream came. */
  close(): void {
    this.#ffmpeg.kill('SIGKILL');
  }
}
