import assert from 'node:assert/strict';
import {
  deviceOf,
  readInBackground,
  letSoundArrive,
  soundOf,
  STEREO_48_KHZ,
  type AudioBackendSubject,
} from './audio-backend-subject.ts';
import { processRules } from './audio-process-rules.ts';
import { contractOf, type Contract } from './contract.ts';
import { bestCorrelation } from './correlation.ts';
import { eventually } from './eventually.ts';
import { inPieces, noSound, risingTone, stereo } from './test-sounds.ts';

/** Two recordings of one sound are at least so much alike. */
const SAME_SOUND = 0.98;

/** What the contract demands of a backend besides the rules. */
export interface AudioBackendContractOptions {
  /** About two seconds of sound, mono at 16 kHz, whose beginning and end are not silent. */
  readonly sound: Float32Array;
  /** True where each stream is in a process of its own, with a `pid`, which the contract then kills and stops. */
  readonly ownProcess: boolean;
}

/** What every audio backend must do; see `AudioBackend`. */
export function audioBackendContract(
  open: () => Promise<AudioBackendSubject>,
  { sound, ownProcess }: AudioBackendContractOptions,
): Contract {
  const hears = (kind: 'input' | 'loopback') => async (subject: AudioBackendSubject) => {
    const heard = await soundOf(subject, kind, () => subject.play(kind, sound).then(letSoundArrive));
    assert.ok(bestCorrelation(sound, heard) > SAME_SOUND, 'It hears another sound.');
  };
  return contractOf({
    open,
    close: (subject) => subject.close(),
    cases: {
      'is available, and lists devices with names, kinds and formats': listsDevices,
      'hears a microphone': hears('input'),
      'hears what the PC plays': hears('loopback'),
      'plays sound to its last sample': playsToTheEnd,
      'says that a device is not there': refusesWhatIsGone,
      'ends a capture that is aborted': endsCapture,
      'ends a playback that is aborted, also one that waits for sound': endsPlayback,
      ...(ownProcess ? processRules : {}),
      'leaves nothing behind': (subject) => eventually(() => assert.deepEqual(subject.leftBehind(), [])),
    },
  });
}

async function listsDevices(subject: AudioBackendSubject): Promise<void> {
  assert.deepEqual(await subject.backend.availability(), { available: true });
  const microphone = await deviceOf(subject, 'input');
  assert.equal(microphone.backend, subject.backend.name);
  assert.equal(microphone.channels, 2);
  assert.ok(microphone.sampleRate >= 44_100, 'Its rate is lower than that of common sound.');
  assert.ok(await deviceOf(subject, 'loopback'));
  assert.ok(await deviceOf(subject, 'output'));
}

async function playsToTheEnd(subject: AudioBackendSubject): Promise<void> {
  const { signal } = new AbortController();
  const speakers = await deviceOf(subject, 'output');
  const format = { sampleRate: speakers.sampleRate, channels: 2 };
  const stream = await subject.backend.playback(speakers, format, signal);
  const tone = stereo(risingTone(1.5, format.sampleRate));
  const heard = await subject.record(() => stream.play(inPieces(tone, 1764), signal).then(letSoundArrive));
  const likeness = partsOf(risingTone(1.5, 16_000)).map((part) => bestCorrelation(part, heard));
  const whole = likeness.filter((correlation) => correlation > SAME_SOUND);
  assert.ok(whole.length > likeness.length / 2, 'It plays another sound.');
  assert.ok((likeness.at(-1) ?? 0) > SAME_SOUND, 'It does not play the end.');
}

/** Parts that sound alike nowhere else. A library may leave a gap on a busy machine, and goes on behind it. */
function partsOf(sound: Float32Array): Float32Array[] {
  const length = 2400;
  return Array.from({ length: sound.length / length }, (_, index) =>
    sound.subarray(index * length, (index + 1) * length),
  );
}

async function refusesWhatIsGone({ backend, ...subject }: AudioBackendSubject): Promise<void> {
  const { signal } = new AbortController();
  const gone = { ...(await deviceOf({ backend, ...subject }, 'input')), id: 'no such device', name: 'Gone' };
  await assert.rejects(backend.capture(gone, signal), { code: 'device-missing' });
  const output = { ...gone, kind: 'output' } as const;
  await assert.rejects(backend.playback(output, STEREO_48_KHZ, signal), { code: 'device-missing' });
}

async function endsCapture(subject: AudioBackendSubject): Promise<void> {
  const stop = new AbortController();
  const stream = await subject.backend.capture(await deviceOf(subject, 'input'), stop.signal);
  const reading = readInBackground(stream, stop.signal);
  await eventually(() => assert.ok(reading.chunks > 3));
  const startMs = performance.now();
  stop.abort();
  await reading.end;
  assert.ok(performance.now() - startMs < 1000, 'It takes longer than a second.');
}

async function endsPlayback(subject: AudioBackendSubject): Promise<void> {
  const stop = new AbortController();
  const stream = await subject.backend.playback(await deviceOf(subject, 'output'), STEREO_48_KHZ, stop.signal);
  const playing = stream.play(noSound(), stop.signal);
  stop.abort();
  await playing;
}
