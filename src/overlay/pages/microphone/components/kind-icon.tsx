import type { JSX } from 'preact';
import type { AudioInputKind } from '../../../../protocol/audio-contract.ts';

const PATHS: Readonly<Record<AudioInputKind, string>> = {
  microphone: 'M12 3a3 3 0 0 0-3 3v6a3 3 0 0 0 6 0V6a3 3 0 0 0-3-3ZM5.5 11.5a6.5 6.5 0 0 0 13 0M12 18v3M8.5 21h7',
  tab: 'M3 7.5A2.5 2.5 0 0 1 5.5 5h13A2.5 2.5 0 0 1 21 7.5v9a2.5 2.5 0 0 1-2.5 2.5h-13A2.5 2.5 0 0 1 3 16.5ZM3 9.5h18M8 5v4.5M10.5 12.5v4l3.5-2Z',
  system: 'M4 9.5v5h3.5L12 18.5v-13L7.5 9.5ZM15.5 9a4 4 0 0 1 0 6M18 6.5a7.5 7.5 0 0 1 0 11',
};

const STRUCK = 'M4 4l16 16';

interface KindIconProps {
  readonly kind: AudioInputKind;
  /** Drawn with a line through it. */
  readonly struck?: boolean;
}

export function KindIcon({ kind, struck = false }: KindIconProps): JSX.Element {
  return (
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
      <path d={PATHS[kind]} />
      {struck && <path class="strike" d={STRUCK} />}
    </svg>
  );
}
