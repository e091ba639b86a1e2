import type { JSX } from 'preact';

const MESSAGES = [
  { name: 'lea_fr', colour: '#ff8fb1', lines: ['enfin des sous-titres !'] },
  { name: 'Jonas', colour: '#7fd1ff', lines: ['läuft super hier'] },
  { name: 'marisol', colour: '#ffd166', lines: ['entiendo todo, gracias'] },
  { name: 'pixelpeter', colour: '#9bf6c0', lines: ['the ship! behind you!'] },
  { name: 'Ola', colour: '#c8a6ff', lines: ['cześć wszystkim'] },
  { name: 'tomas_br', colour: '#ffa97a', lines: ['legendas ao vivo, top!'] },
] as const;

const LINE = 25;

/** The chat, whose viewers read along in their languages. */
export function ChatColumn(): JSX.Element {
  let y = 74;
  return (
    <g class="scene-text" transform="translate(1270 246)">
      <rect width="294" height="424" rx="16" fill="#0d0a1f" opacity="0.74" />
      <text x="22" y="37" font-size="15" font-weight="700" fill="#b9b3d6" letter-spacing="1.6">
        STREAM CHAT
      </text>
      <rect x="22" y="50" width="250" height="1.5" fill="#fff" opacity="0.14" />
      {MESSAGES.map(({ name, colour, lines }) => {
        const top = y;
        y += LINE * (lines.length + 1) + 9;
        return (
          <g key={name} font-size="18">
            <circle cx="33" cy={top + 4} r="9" fill={colour} />
            <text x="52" y={top + 10} font-weight="700" fill={colour}>
              {name}
            </text>
            {lines.map((line, index) => (
              <text key={line} x="52" y={top + 10 + LINE * (index + 1) - 2} fill="#f1eefb">
                {line}
              </text>
            ))}
          </g>
        );
      })}
    </g>
  );
}
