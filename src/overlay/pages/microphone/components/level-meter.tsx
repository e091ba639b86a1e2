import { useComputed } from '@preact/signals';
import type { JSX } from 'preact';
import { meterPosition } from '../level-watch.ts';
import { peak } from '../microphone-model.ts';

const VALUE_STEP = 10;

/** How loud it is: evenly in decibels, with the range of good speech marked. */
export function LevelMeter(): JSX.Element {
  const style = useComputed(() => `--level: ${meterPosition(peak.value).toFixed(3)}`);
  // In steps: whoever has it read aloud hears of what matters only.
  const valueNow = useComputed(() => Math.round((meterPosition(peak.value) * 100) / VALUE_STEP) * VALUE_STEP);
  return (
    <div
      class="meter"
      role="meter"
      aria-label="Level"
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={valueNow}
      style={style}
    >
      <i />
    </div>
  );
}

/** The glow around the mute button, which grows with the voice. */
export function LevelRing(): JSX.Element {
  const style = useComputed(() => `--level: ${meterPosition(peak.value).toFixed(3)}`);
  return <i class="ring" style={style} />;
}
