import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { trackNames } from '../watch-choices.ts';
import { about, connection, track } from '../watch-model.ts';
import { LookPanel } from './look-panel.tsx';

interface TopBarProps {
  readonly onTrack: (track: string) => void;
}

/** Which language, and how it looks. */
export function TopBar({ onTrack }: TopBarProps): JSX.Element {
  const isOpen = useSignal(false);
  const names = trackNames(about.value?.tracks ?? []);
  const isLive = connection.value === 'connected' && about.value?.live === true;
  return (
    <header>
      <div class="bar">
        <h1>
          <span class="dot" data-live={isLive} aria-hidden="true" />
          Live <span class="long">captions</span>
        </h1>
        <label class="language">
          <span class="aside">Language</span>
          <select
            value={track.value}
            disabled={names.length === 0}
            onChange={({ currentTarget }) => onTrack(currentTarget.value)}
          >
            {names.map(({ track: value, name }) => (
              <option key={value} value={value}>
                {name}
              </option>
            ))}
          </select>
        </label>
        <button
          type="button"
          class="look"
          aria-expanded={isOpen.value}
          aria-controls="look"
          onClick={() => (isOpen.value = !isOpen.value)}
        >
          A<small>a</small>
          <span class="aside"> Letters and colours</span>
        </button>
      </div>
      <LookPanel isOpen={isOpen.value} />
    </header>
  );
}
