/** Characters of the basic set: two of them go into one pair of bytes. The apostrophe is the curly one there. */
const BASIC = ` !"#$%&’()+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]abcdefghijklmnopqrstuvwxyzáéíóúç÷Ññ`;

/** They take a pair each, and are told from control codes by another pair behind them. */
const SPECIAL = '®°½¿™¢£♪àèâêîôû';

/** They take the place of a basic character before them, so each needs two pairs. */
const EXTENDED = '*\\^_{|}~¡©•«»¥ÁÉÓÚÜüÀÂÇÈÊËëÎÏïÔÙùÛÃãÍÌìÒòÕõÄäÖößÅåØø';

const KNOWN = new Set(Array.from(BASIC + SPECIAL + EXTENDED));

/** What stands for characters that are unknown, or known only at a higher price, where Unicode does not tell it. */
const STAND_INS = new Map(
  Object.entries({
    ...insteadOf("'`´‘‚‛′ʼ", '’'),
    ...insteadOf('“”„‟″', '"'),
    ...insteadOf('‐‑‒–—―−', '-'),
    ...insteadOf('♫♬♩', '♪'),
    ...{ '‹': '<', '›': '>', '€': 'EUR', '×': 'x', '⁄': '/' },
    ...{ œ: 'oe', Œ: 'OE', æ: 'ae', Æ: 'AE', þ: 'th', Þ: 'Th', ð: 'd', Ð: 'D', đ: 'd', Đ: 'D', ŋ: 'ng', Ŋ: 'Ng' },
    ...{ ł: 'l', Ł: 'L', ı: 'i', ħ: 'h', Ħ: 'H', ŧ: 't', Ŧ: 'T', ẞ: 'SS', ə: 'e', Ə: 'E', ƒ: 'f' },
  }),
);

function insteadOf(characters: string, standIn: string): Record<string, string> {
  return Object.fromEntries(Array.from(characters, (character) => [character, standIn]));
}

/**
 * A text in the characters of CEA-608, in one line. Letters that it lacks lose their marks; what has nothing to stand for
 * it, such as an emoji or another script, is left out.
 */
export function textFor608(text: string): string {
  const shown = Array.from(text.normalize('NFC').replace(/\s/gu, ' '), shownFor).join('');
  return shown.replace(/ +/gu, ' ').trim();
}

function shownFor(character: string): string {
  if (KNOWN.has(character)) return character;
  const standIn = STAND_INS.get(character);
  if (standIn !== undefined) return standIn;
  const parts = character.normalize('NFKD').replace(/\p{M}/gu, '');
  return Array.from(parts, (part) => (KNOWN.has(part) ? part : (STAND_INS.get(part) ?? ''))).join('');
}

/** How many pairs of bytes a row takes in a stream, without those that say where it stands. */
export function pairsOf(row: string): number {
  let pairs = 0;
  let isHalf = false;
  for (const character of row) {
    if (BASIC.includes(character)) {
      if (isHalf) pairs += 1;
      isHalf = !isHalf;
    } else {
      pairs += SPECIAL.includes(character) && isHalf ? 3 : 2;
      isHalf = false;
    }
  }
  return isHalf ? pairs + 1 : pairs;
}
