import type { JSX } from 'preact';

interface TowerProps {
  readonly x: number;
  readonly top: number;
  readonly width: number;
}

const WALL = '#2a1646';
const LIGHT = '#ffcf6b';

/** A round tower with a pointed roof, a flag and lit windows; it ends in the rock below. */
function Tower({ x, top, width }: TowerProps): JSX.Element {
  const middle = x + width / 2;
  return (
    <g>
      <rect x={x} y={top} width={width} height={520 - top} fill={WALL} />
      <rect x={x} y={top} width={width * 0.3} height={520 - top} fill="#fff" opacity="0.05" />
      <rect x={x - 5} y={top - 8} width={width + 10} height="14" fill="#371d58" />
      <path d={`M${x - 9} ${top - 8}L${middle} ${top - 8 - width * 1.5}L${x + width + 9} ${top - 8}z`} fill="#8c2f5b" />
      <path d={`M${middle} ${top - 8 - width * 1.5}L${x + width + 9} ${top - 8}H${middle}z`} fill="#5e1f4a" />
      <path d={`M${middle} ${top - 8 - width * 1.5}v-26l24 8-24 8`} fill="#ff6b6b" stroke="#1b0f33" stroke-width="2" />
      <rect x={middle - 5} y={top + 24} width="10" height="20" rx="5" fill={LIGHT} />
      <rect x={middle - 5} y={top + 74} width="10" height="20" rx="5" fill={LIGHT} opacity="0.8" />
    </g>
  );
}

/** The castle on its island. */
export function Castle(): JSX.Element {
  return (
    <g>
      <ellipse cx="1080" cy="612" rx="270" ry="16" fill="#120a26" opacity="0.5" />
      <Tower x={1002} top={352} width={46} />
      <Tower x={1118} top={330} width={50} />
      <rect x="960" y="420" width="250" height="110" fill={WALL} />
      <path
        d="M956 420v-16h18v10h16v-10h18v10h16v-10h18v10h16v-10h18v10h16v-10h18v10h16v-10h18v10h16v-10h18v26z"
        fill="#371d58"
      />
      <Tower x={940} top={396} width={40} />
      <Tower x={1186} top={380} width={42} />
      <path d="M1058 520v-46a24 24 0 0 1 48 0v46z" fill={LIGHT} />
      <path d="M1066 520v-44a16 16 0 0 1 32 0v44z" fill="#e08b3d" />
      <rect x="1018" y="450" width="10" height="18" rx="5" fill={LIGHT} />
      <rect x="1136" y="450" width="10" height="18" rx="5" fill={LIGHT} />
      <path d="M820 612c30-14 44-44 84-52 18-34 50-52 98-54h150c46 4 74 26 94 52 44 8 62 36 96 54z" fill="#1b0f33" />
      <path d="M904 560c18-34 50-52 98-54h60c-60 14-96 46-104 106h-138c30-14 44-44 84-52z" fill="#fff" opacity="0.05" />
      <path d="M1082 508c-8 36 30 50 6 104h26c26-48-18-70-8-104z" fill="#c98a5a" opacity="0.75" />
    </g>
  );
}
