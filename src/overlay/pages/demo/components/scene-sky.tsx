import type { JSX } from 'preact';

/** Numbers that look random and are the same for everybody. */
function spread(index: number, step: number, range: number): number {
  return (index * step) % range;
}

/** Evening sky, far mountains, and the sea with the light of the sun on it. */
export function Sky(): JSX.Element {
  return (
    <g>
      <defs>
        <linearGradient id="sky" x1="0" y1="0" x2="0" y2="1">
          <stop offset="0" stop-color="#17123a" />
          <stop offset="0.45" stop-color="#4b2470" />
          <stop offset="0.75" stop-color="#c14e73" />
          <stop offset="1" stop-color="#fbae63" />
        </linearGradient>
        <linearGradient id="sea" x1="0" y1="0" x2="0" y2="1">
          <stop offset="0" stop-color="#d9687a" />
          <stop offset="0.22" stop-color="#733069" />
          <stop offset="0.6" stop-color="#2d1a4d" />
          <stop offset="1" stop-color="#120d29" />
        </linearGradient>
        <radialGradient id="glow">
          <stop offset="0" stop-color="#ffe3a1" stop-opacity="0.9" />
          <stop offset="0.35" stop-color="#ffb066" stop-opacity="0.42" />
          <stop offset="1" stop-color="#ff8a5c" stop-opacity="0" />
        </radialGradient>
      </defs>
      <rect width="1600" height="600" fill="url(#sky)" />
      {Array.from({ length: 70 }, (_, index) => (
        <circle
          key={index}
          cx={spread(index, 617, 1600)}
          cy={60 + spread(index, 131, 330)}
          r={1 + spread(index, 7, 3) * 0.45}
          fill="#fff"
          opacity={0.25 + spread(index, 3, 5) * 0.13}
        />
      ))}
      <circle cx="690" cy="540" r="430" fill="url(#glow)" />
      <circle cx="690" cy="545" r="92" fill="#ffedbd" />
      <g fill="#ffd3c0" opacity="0.28">
        <path d="M860 250h230a20 20 0 0 0 0-40h-44a40 40 0 0 0-76-10a30 30 0 0 0-50 12h-60a19 19 0 0 0 0 38z" />
        <path d="M470 388h170a14 14 0 0 0 0-28h-30a28 28 0 0 0-52-8a20 20 0 0 0-34 8h-54a14 14 0 0 0 0 28z" />
      </g>
      <path
        d="M0 560V468l90-52 70 44 96-86 120 104 84-48 120 92 90-40 130 78H0zM900 560l110-64 80 36 120-96 100 78 90-54 110 66 90-30v64z"
        fill="#6b2f6f"
        opacity="0.75"
      />
      <rect y="560" width="1600" height="400" fill="url(#sea)" />
      {Array.from({ length: 11 }, (_, row) => (
        <rect
          key={row}
          x={690 - (120 - row * 7) + spread(row, 37, 30) - 15}
          y={568 + row * 17}
          width={(120 - row * 7) * 2}
          height={6 - row * 0.3}
          rx="3"
          fill="#ffd58e"
          opacity={0.85 - row * 0.07}
        />
      ))}
      {Array.from({ length: 46 }, (_, index) => (
        <rect
          key={index}
          x={spread(index, 373, 1600)}
          y={585 + spread(index, 61, 300)}
          width={30 + spread(index, 23, 90)}
          height="3"
          rx="1.5"
          fill="#f3a0a8"
          opacity={0.07 + spread(index, 5, 6) * 0.03}
        />
      ))}
    </g>
  );
}
