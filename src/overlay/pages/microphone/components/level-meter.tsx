import { useComputed } from '@preact/signals';
import type { JSX } from 'preact';
import { meterPosition } from '../level-watch.ts';
import { peak } from '../microphone-model.ts';

/** How loud it is: evenly in decibels, with the range of good speech marked. */
export function LevelMeter(): JSX.Element {
  const style = useComputed(() => `--level: ${meterPosition(peak.value).toFixed(3)}`);
  return (
    <div class="meter" role="meter" aria-label="Level" aria-valuemin={0} aria-valuemax={100} style={style}>
      <i />
    </div>
  );
}

/** The glow around the mute button, which grows with the voice. */
export function LevelRing(): JSX.Element {
  const style = useComputed(() => `--level: ${meterPosition(peak.value).toFixed(3)}`);
  return <i class="ring" style={style} />;
}
