import type { JSX } from 'preact';

/** The streamer's camera, with the badge that the stream is live. */
export function StreamerCamera(): JSX.Element {
  return (
    <g transform="translate(1270 36)">
      <defs>
        <linearGradient id="room" x1="0" y1="0" x2="1" y2="1">
          <stop offset="0" stop-color="#2a2f6b" />
          <stop offset="1" stop-color="#7c3fa0" />
        </linearGradient>
        <clipPath id="frame">
          <rect width="294" height="190" rx="16" />
        </clipPath>
      </defs>
      <g clip-path="url(#frame)">
        <rect width="294" height="190" fill="url(#room)" />
        <rect x="20" y="30" width="78" height="6" rx="3" fill="#ff6ad5" opacity="0.9" />
        <rect x="204" y="52" width="70" height="6" rx="3" fill="#3ee6ff" opacity="0.9" />
        <g fill="#1d1f4b" opacity="0.75">
          <rect x="20" y="46" width="78" height="50" rx="6" />
          <rect x="206" y="70" width="66" height="44" rx="6" />
        </g>
        <path d="M62 190c4-40 40-54 85-54s82 14 86 54z" fill="#1f2540" />
        <path d="M122 138c10 14 40 14 50 0l-6-22h-38z" fill="#e0a884" />
        <path d="M106 84c0-36 18-52 42-52s42 16 42 52c0 34-18 54-42 54s-42-20-42-54z" fill="#f3c8a0" />
        <path
          d="M98 92c-8-48 16-74 52-74 34 0 56 24 48 74-6-12-8-26-12-34-22 2-44-4-56-14-6 16-22 22-24 30-4 6-4 12-8 18z"
          fill="#3a1f2e"
        />
        <circle cx="131" cy="86" r="5" fill="#2a1a22" />
        <circle cx="167" cy="86" r="5" fill="#2a1a22" />
        <path d="M134 110c8 12 22 12 30 0z" fill="#8d2b3c" />
        <path d="M96 88c-2-50 22-76 54-76s54 26 52 76" stroke="#11131f" stroke-width="9" fill="none" />
        <rect x="86" y="74" width="20" height="42" rx="10" fill="#7c5cff" />
        <rect x="192" y="74" width="20" height="42" rx="10" fill="#7c5cff" />
        <path d="M96 112c2 20 14 28 34 30" stroke="#11131f" stroke-width="5" fill="none" />
        <rect x="126" y="136" width="22" height="11" rx="5.5" fill="#11131f" />
      </g>
      <rect width="294" height="190" rx="16" fill="none" stroke="#fff" stroke-opacity="0.85" stroke-width="4" />
      <g class="scene-text" transform="translate(14 14)">
        <rect width="64" height="26" rx="6" fill="#f0334b" />
        <text x="32" y="19" font-size="15" font-weight="800" fill="#fff" text-anchor="middle">
          LIVE
        </text>
      </g>
    </g>
  );
}
