import { createBackends } from '../../src/engine/audio/devices/create-backends.ts';
import { createDeviceCapture } from '../../src/engine/audio/devices/device-capture.ts';
import { systemClock } from '../../src/engine/pipeline/clock.ts';

// A program that listens until it is killed, for tests of what becomes of its child processes.
const [childEntry = '', backend = 'pulse', name = ''] = process.argv.slice(2);

const source = createDeviceCapture({
  backends: createBackends({ clock: systemClock, childEntry }),
  backend,
  wanted: { kind: 'input', name },
  clock: systemClock,
  onNotice: ({ message }) => console.error(message),
});
let frames = 0;
for await (const { startSample } of source.frames(new AbortController().signal)) {
  frames += 1;
  if (frames === 5) console.log(`heard up to ${startSample}`);
}
