import assert from 'node:assert/strict';
import {
  deviceOf,
  readInBackground,
  letSoundArrive,
  STEREO_48_KHZ,
  type AudioBackendSubject,
} from './audio-backend-subject.ts';
import { eventually } from './eventually.ts';
import { isAlive } from './processes.ts';
import { inPieces, noSound, risingTone, stereo } from './test-sounds.ts';

/** How long a backend may take to find out that its process does nothing any more, in milliseconds. */
const NOTICE_LIMIT_MS = 2000;

type Rule = (subject: AudioBackendSubject) => Promise<void>;

/** What a backend must do whose streams are in processes of their own. */
export const processRules: Readonly<Record<string, Rule>> = {
  'ends its process when a capture is aborted': async (subject) => {
    const stop = new AbortController();
    const { stream, pid } = await captureIn(subject, stop.signal);
    const reading = readInBackground(stream, stop.signal);
    await eventually(() => assert.ok(reading.chunks > 3));
    stop.abort();
    await reading.end;
    assert.ok(!isAlive(pid), 'Its process is still there.');
  },

  'ends its process when all was played': async (subject) => {
    const { signal } = new AbortController();
    const { stream, pid } = await playbackIn(subject, signal);
    await stream.play(inPieces(stereo(risingTone(0.2, STEREO_48_KHZ.sampleRate)), 1764), signal);
    await eventually(() => assert.ok(!isAlive(pid), 'Its process is still there.'));
  },

  'ends its process when a playback is aborted, also one that waits for sound': async (subject) => {
    const stop = new AbortController();
    const { stream, pid } = await playbackIn(subject, stop.signal);
    const playing = stream.play(noSound(), stop.signal);
    assert.ok(isAlive(pid));
    stop.abort();
    await playing;
    assert.ok(!isAlive(pid), 'Its process is still there.');
  },

  'notices within 2 s that its process got SIGKILL': noticesCapture('SIGKILL'),
  'notices within 2 s that its process got SIGSTOP': noticesCapture('SIGSTOP'),
  'notices that a playing process got SIGKILL': noticesPlayback('SIGKILL'),
  'notices that a playing process got SIGSTOP': noticesPlayback('SIGSTOP'),
};

function noticesCapture(fault: NodeJS.Signals): Rule {
  return async (subject) => {
    const { signal } = new AbortController();
    const { stream, pid } = await captureIn(subject, signal);
    const reading = readInBackground(stream, signal);
    await eventually(() => assert.ok(reading.chunks > 3));
    const startMs = performance.now();
    process.kill(pid, fault);
    await assert.rejects(reading.end, { code: 'device-lost', retryable: true });
    assert.ok(performance.now() - startMs < NOTICE_LIMIT_MS, 'It notices too late.');
    assert.ok(!isAlive(pid), 'Its process is still there.');
  };
}

function noticesPlayback(fault: NodeJS.Signals): Rule {
  return async (subject) => {
    const { signal } = new AbortController();
    const { stream, pid } = await playbackIn(subject, signal);
    const silence = new Float32Array(STEREO_48_KHZ.sampleRate * 2 * 20);
    const failed = assert.rejects(stream.play(inPieces(silence, 9600), signal), { code: 'device-lost' });
    await letSoundArrive();
    process.kill(pid, fault);
    await failed;
    assert.ok(!isAlive(pid), 'Its process is still there.');
  };
}

async function captureIn(subject: AudioBackendSubject, signal: AbortSignal) {
  const stream = await subject.backend.capture(await deviceOf(subject, 'input'), signal);
  return { stream, pid: known(stream.pid) };
}

async function playbackIn(subject: AudioBackendSubject, signal: AbortSignal) {
  const stream = await subject.backend.playback(await deviceOf(subject, 'output'), STEREO_48_KHZ, signal);
  return { stream, pid: known(stream.pid) };
}

function known(pid: number | undefined): number {
  if (pid !== undefined) return pid;
  throw new assert.AssertionError({ message: 'The stream names no process.' });
}
