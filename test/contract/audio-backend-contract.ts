import type { AudioBackend } from '../../src/engine/audio/devices/audio-backend.ts';
import { audioBackendContract } from '../../src/testing/audio-backend-contract.ts';
import { heldOutClips } from '../support/clips.ts';
import { describeContract } from '../support/describe-contract.ts';
import { VirtualAudio } from '../support/virtual-audio.ts';
import { DEVICES } from '../support/virtual-audio-config.ts';

/** How the devices of the virtual sound card are called by a backend. */
interface BackendSubject {
  readonly create: (audio: VirtualAudio) => AudioBackend;
  readonly microphone: string;
  readonly loopback: string;
  readonly speakers: string;
}

/** Two seconds of speech, whose beginning and end are not silent. */
const speech = heldOutClips(1)[0]!.samples.slice(4000, 36_000);

/** What every backend must do on a virtual sound card; see `AudioBackend`. */
export function describeAudioBackend(title: string, { create, ...names }: BackendSubject): void {
  const open = async () => {
    const audio = await VirtualAudio.start();
    const sinks = { input: DEVICES.micFeed.name, loopback: DEVICES.speakers.name };
    return {
      ...names,
      backend: create(audio),
      play: (into: keyof typeof sinks, sound: Float32Array) => audio.play(sinks[into], sound),
      record: (done: () => Promise<void>) => audio.record(DEVICES.monitor.name, done),
      leftBehind: () => audio.clients(),
      close: () => audio[Symbol.asyncDispose](),
    };
  };
  describeContract(title, audioBackendContract(open, { sound: speech, ownProcess: true }));
}
