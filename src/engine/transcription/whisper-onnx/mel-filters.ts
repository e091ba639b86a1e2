import { SAMPLE_RATE } from '../../audio/audio-frame.ts';
import { SPECTRUM_BINS, SPECTRUM_SAMPLES } from './power-spectrum.ts';

/** One triangle of the mel scale over the bins of a power spectrum. */
export interface MelFilter {
  readonly firstBin: number;
  readonly weights: Float64Array;
}

/** Below 1 kHz Slaney's mel scale is linear, above it is logarithmic. */
const LINEAR_UNTIL_HZ = 1000;
const MELS_PER_HZ = 3 / 200;
const LINEAR_UNTIL_MEL = LINEAR_UNTIL_HZ * MELS_PER_HZ;
const LOG_STEP = Math.log(6.4) / 27;

/** The filters that Whisper was trained with: Slaney's scale from 0 to 8 kHz, each triangle of the same area. */
export function melFilters(count: number): readonly MelFilter[] {
  const top = melOf(SAMPLE_RATE / 2);
  const corners = Array.from({ length: count + 2 }, (_, index) => hertzOf((top * index) / (count + 1)));
  return corners.slice(0, count).map((low, index) => {
    const [middle = 0, high = 0] = corners.slice(index + 1);
    const weight = (bin: number): number => {
      const hertz = (bin * SAMPLE_RATE) / SPECTRUM_SAMPLES;
      const height = Math.min((hertz - low) / (middle - low), (high - hertz) / (high - middle));
      return (Math.max(0, height) * 2) / (high - low);
    };
    const bins = Array.from({ length: SPECTRUM_BINS }, (_, bin) => bin).filter((bin) => weight(bin) > 0);
    return { firstBin: bins[0] ?? 0, weights: Float64Array.from(bins, weight) };
  });
}

function melOf(hertz: number): number {
  if (hertz < LINEAR_UNTIL_HZ) return hertz * MELS_PER_HZ;
  return LINEAR_UNTIL_MEL + Math.log(hertz / LINEAR_UNTIL_HZ) / LOG_STEP;
}

function hertzOf(mel: number): number {
  if (mel < LINEAR_UNTIL_MEL) return mel / MELS_PER_HZ;
  return LINEAR_UNTIL_HZ * Math.exp((mel - LINEAR_UNTIL_MEL) * LOG_STEP);
}
