import { rootMeanSquare } from '../../../src/engine/audio/audio-frame.ts';
import { inRoom } from './room.ts';
import { overTelephone } from './telephone.ts';

/** A way in which sound is bad, the same in every run. */
export interface Degradation {
  readonly name: string;
  /** @param other somebody else's speech, as long or longer. Mono at 16 kHz, as all. */
  readonly apply: (samples: Float32Array, other: Float32Array) => Float32Array | Promise<Float32Array>;
}

/** How much quieter the other person is than the speaker, in dB. */
const OTHER_VOICE_DB = -15;

/** What streamers' sound suffers from. */
export const DEGRADATIONS: readonly Degradation[] = [
  { name: 'as recorded', apply: (samples) => samples },
  { name: '30 dB too quiet', apply: (samples) => louder(samples, -30) },
  { name: '20 dB too loud, cut off', apply: (samples) => louder(samples, 20) },
  { name: 'telephone, 8 kHz mu-law', apply: overTelephone },
  { name: 'room with echo', apply: inRoom },
  {
    name: 'another voice at -15 dB',
    apply: withOther,
  },
];

function withOther(samples: Float32Array, other: Float32Array): Float32Array {
  const gainDb = OTHER_VOICE_DB + 20 * Math.log10(rootMeanSquare(samples) / rootMeanSquare(other));
  const quiet = louder(other, gainDb);
  return samples.map((sample, index) => sample + (quiet[index] ?? 0));
}

/** Every sample times a gain in dB; what is beyond full scale is cut off when it is written. */
function louder(samples: Float32Array, decibels: number): Float32Array {
  return samples.map((sample) => sample * 10 ** (decibels / 20));
}
