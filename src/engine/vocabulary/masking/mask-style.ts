/** How a masked word is written: `d***`, `[…]`, or not at all. */
export const MASK_STYLES = ['stars', 'beep', 'remove'] as const;

export type MaskStyle = (typeof MASK_STYLES)[number];

const BEEP = '[…]';

/** What stands between two marks or spaces. */
const WORD = /[\p{L}\p{N}\p{M}\p{S}#&@%*\u200c\u200d]+/gu;
const CHARACTER = /\P{M}\p{M}*/gu;

/** What is shown of a masked phrase. */
export function masked(text: string, style: MaskStyle): string {
  switch (style) {
    case 'stars':
      return starred(text);
    case 'beep':
      return BEEP;
    case 'remove':
      return '';
  }
}

/** Each word keeps its first letter, unless all of them have just one. */
function starred(text: string): string {
  const shown = text.replace(WORD, (word) => (word.match(CHARACTER)?.[0] ?? '') + starsFor(word).slice(1));
  return shown === text ? text.replace(WORD, starsFor) : shown;
}

function starsFor(word: string): string {
  return '*'.repeat(word.match(CHARACTER)?.length ?? 0);
}
