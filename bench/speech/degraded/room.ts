import { msToSamples, rootMeanSquare } from '../../../src/engine/audio/audio-frame.ts';
import { createRandom } from '../../../test/support/noise.ts';

/** A bare living room: the echo is 60 dB down after 0.7 s, and as strong in all as the voice itself. */
const DECAY_MS = 700;

/** The first echo comes from 1.4 m further; from then on so many reach the microphone in a second. */
const FIRST_ECHO_MS = 4;
const ECHOES_PER_SECOND = 1500;

interface Echo {
  readonly delaySamples: number;
  readonly gain: number;
}

/** As heard in a room, some metres from the speaker. As loud as before. */
export function inRoom(samples: Float32Array): Float32Array {
  const heard = samples.slice();
  for (const { delaySamples, gain } of roomEchoes()) {
    for (let index = delaySamples; index < heard.length; index += 1) {
      heard[index]! += gain * samples[index - delaySamples]!;
    }
  }
  const scale = rootMeanSquare(samples) / Math.max(rootMeanSquare(heard), Number.EPSILON);
  return heard.map((sample) => scale * sample);
}

/** The response of the room to a click: single echoes of either sign at places drawn by chance, the same in every run. */
function roomEchoes(): Echo[] {
  const random = createRandom(7);
  const spacing = msToSamples(1000) / ECHOES_PER_SECOND;
  const count = Math.floor((msToSamples(DECAY_MS) - msToSamples(FIRST_ECHO_MS)) / spacing);
  const echoes = Array.from({ length: count }, (_, index): Echo => {
    const delaySamples = Math.round(msToSamples(FIRST_ECHO_MS) + (index + random()) * spacing);
    const decay = 10 ** ((-3 * delaySamples) / msToSamples(DECAY_MS));
    return { delaySamples, gain: random() < 0.5 ? -decay : decay };
  });
  const energy = echoes.reduce((sum, { gain }) => sum + gain * gain, 0);
  return echoes.map(({ delaySamples, gain }) => ({ delaySamples, gain: gain / Math.sqrt(energy) }));
}
