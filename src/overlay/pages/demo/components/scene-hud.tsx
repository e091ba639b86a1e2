import type { JSX } from 'preact';

/** The game's own display: lives, arrows, the key, and the quest. */
export function Hud(): JSX.Element {
  return (
    <g class="scene-text" transform="translate(40 40)">
      <rect width="330" height="62" rx="31" fill="#0d0a1f" opacity="0.72" />
      {[0, 1, 2].map((heart) => (
        <path
          key={heart}
          transform={`translate(${44 + heart * 40} 32)`}
          d="M0 14C-26-4-14-20 0-8c14-12 26 4 0 22z"
          fill={heart < 2 ? '#ff5470' : '#3a3354'}
        />
      ))}
      <path
        d="M172 42l26-26M198 16l-10 1M198 16l-1 10M172 42l-2-8M172 42l8 2"
        stroke="#f4ead8"
        stroke-width="3.5"
        fill="none"
        stroke-linecap="round"
      />
      <text x="212" y="39" font-size="23" font-weight="700" fill="#fff">
        20
      </text>
      <g fill="none" stroke="#ffcf6b" stroke-width="5" stroke-linecap="round">
        <circle cx="273" cy="31" r="8" />
        <path d="M281 31h24M298 31v9M305 31v7" />
      </g>
      <g transform="translate(0 78)">
        <rect width="282" height="56" rx="14" fill="#0d0a1f" opacity="0.6" />
        <text x="20" y="23" font-size="14" font-weight="700" fill="#ffcf6b" letter-spacing="1.4">
          QUEST
        </text>
        <text x="20" y="44" font-size="18" font-weight="600" fill="#fff">
          The treasure of the castle
        </text>
      </g>
    </g>
  );
}
