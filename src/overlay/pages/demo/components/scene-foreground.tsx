import type { JSX } from 'preact';

const GROUND = '#150d2b';

/** The cliff on the left with palms and the hero, who looks at the castle. */
export function Foreground(): JSX.Element {
  return (
    <g>
      <path
        d="M0 690c60-30 110-22 170-26 70-4 110 12 176 6 30-2 52 6 74 24 12 40-14 62 6 96 12 34 60 56 104 170H0z"
        fill={GROUND}
      />
      <path
        d="M0 690c60-30 110-22 170-26 70-4 110 12 176 6 30-2 52 6 74 24-60-2-90 8-150 4-90-6-180 0-270 20z"
        fill="#3e7a4b"
      />
      <path
        d="M0 690c60-30 110-22 170-26 70-4 110 12 176 6 30-2 52 6 74 24-80-16-160-10-240-10-70 0-120 8-180 6z"
        fill="#63b26a"
      />
      <Palm x={96} height={250} />
      <Palm x={206} height={180} />
      <g fill="#4f9a5a">
        <path d="M40 676l8-26 8 24 10-30 6 30zM270 668l6-22 8 22 8-26 8 28zM20 690l4-18 8 16z" />
      </g>
      <Hero />
    </g>
  );
}

function Palm({ x, height }: { readonly x: number; readonly height: number }): JSX.Element {
  const top = 672 - height;
  return (
    <g>
      <path
        d={`M${x - 8} 676c-6-${height * 0.4} 2-${height * 0.75} 22-${height}l10 2c-14 ${height * 0.3}-18 ${height * 0.6}-10 ${height}z`}
        fill="#2b1736"
      />
      <g transform={`translate(${x + 16} ${top + 4})`} fill="#235c4a">
        <path d="M0 0C-30-44-86-40-116-4c36-12 80-12 116 4z" />
        <path d="M0 0c34-46 92-40 120 0C86-14 40-12 0 0z" />
        <path d="M0 0C-56-14-98 20-102 66-76 30-40 12 0 0z" fill="#2f7558" />
        <path d="M0 0c54-12 98 24 100 68C76 34 40 14 0 0z" fill="#2f7558" />
        <path d="M0 0c-16 24-22 56-10 92C4 60 6 30 0 0z" fill="#1b4a3e" />
        <circle cx="-6" cy="10" r="9" fill="#6b3d2c" />
        <circle cx="10" cy="12" r="9" fill="#7d4a33" />
      </g>
    </g>
  );
}

function Hero(): JSX.Element {
  return (
    <g transform="translate(352 676)">
      <ellipse cx="2" cy="0" rx="34" ry="6" fill="#0b0718" opacity="0.5" />
      <path d="M-8-92c-26 12-34 52-40 84 18-4 30-2 42 2z" fill="#d9434e" />
      <path d="M-14-4l4-36h10l-2 36zM6-4l-4-36h12l4 36z" fill="#2c2350" />
      <path d="M-14-92h28l6 54h-38z" fill="#3c8f7a" />
      <path d="M-16-48h34v8h-34z" fill="#7a4a2c" />
      <path d="M10-84l32 16-4 8-30-8z" fill="#3c8f7a" />
      <circle cx="0" cy="-110" r="18" fill="#f3c8a0" />
      <path d="M-20-112c-2-22 12-32 26-30 12 2 16 12 14 20-14 0-22-4-26-8 0 8-4 14-14 18z" fill="#5b2e1e" />
      <path d="M46-104c20 22 20 54 0 78" stroke="#a86a3a" stroke-width="5" fill="none" stroke-linecap="round" />
      <path d="M46-104L38-64l8 38" stroke="#f4ead8" stroke-width="1.6" fill="none" />
      <path d="M26-64h46" stroke="#f4ead8" stroke-width="3" />
      <path d="M72-64l-12-6v12z" fill="#f4ead8" />
      <path d="M-30-96l14-12 12 40-12 8z" fill="#7a4a2c" />
      <path d="M-30-98l-8-14M-25-102l-4-16M-20-106l0-16" stroke="#f4ead8" stroke-width="3" stroke-linecap="round" />
    </g>
  );
}
