import { Socket } from 'node:net';
import { bytesOfMs } from '../pcm-chunks.ts';
import { PIECE_MS, type AudioLibrary } from './audio-library.ts';
import type { ChildTask, FromChild, LibraryName } from './child-protocol.ts';
import { loadDecibri } from './decibri-library.ts';
import { loadNaudiodon } from './naudiodon-library.ts';
import { playSound } from './play-sound.ts';
import { watchDevices } from './watch-devices.ts';

// The process around one native stream. Native sound code crashes and freezes when devices go: then this process ends
// and nothing else does.

/** More than this waits only where the engine does not read; then the sound is dropped. */
const MOST_WAITING_BYTES = 4_000_000;

/** The only way to end that always works: with a device gone, an ordinary exit waits for ever for native threads. */
function end(): void {
  process.kill(process.pid, 'SIGKILL');
}

function send(message: FromChild): Promise<void> {
  return new Promise((resolve) => {
    if (process.send === undefined) resolve();
    else process.send(message, () => resolve());
  });
}

async function giveUp(message: FromChild): Promise<void> {
  await send(message);
  end();
}

const LOADERS: Readonly<Record<LibraryName, () => AudioLibrary>> = { naudiodon: loadNaudiodon, decibri: loadDecibri };

async function run(task: ChildTask): Promise<void> {
  const library = LOADERS[task.library]();
  if (task.task === 'list') return giveUp({ type: 'devices', devices: library.devices() });
  if (task.task === 'watch') return watchDevices(library, () => void send({ type: 'changed' }));

  const { deviceId, format } = task;
  const isOutput = task.task === 'play';
  const known = library.devices().some(({ id, kind }) => id === deviceId && (kind === 'output') === isOutput);
  if (!known) return giveUp({ type: 'missing' });

  const sound = new Socket({ fd: 3, allowHalfOpen: true });
  sound.on('error', end);
  const lost = (reason: string): void => void giveUp({ type: 'lost', reason });
  if (isOutput) {
    const output = library.openOutput(deviceId, format);
    await send({ type: 'opened' });
    await playSound(sound, output, bytesOfMs(PIECE_MS, format)).then(
      () => process.exit(0),
      (error: unknown) => lost(String(error)),
    );
    return;
  }
  library.capture(deviceId, format, {
    onSound: (bytes) => {
      if (sound.writableLength < MOST_WAITING_BYTES) sound.write(bytes);
    },
    onLost: lost,
  });
  await send({ type: 'opened' });
}

process.once('message', (task: ChildTask) => {
  run(task).catch((error: unknown) => {
    void giveUp({ type: 'refused', reason: error instanceof Error ? error.message : String(error) });
  });
});

process.on('disconnect', end);

// The terminal sends Ctrl-C to all processes of the group; the engine decides when this one ends.
process.on('SIGINT', () => undefined);
