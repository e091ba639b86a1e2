import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pairsOf, textFor608 } from '../../../../../src/engine/stream-captions/cea608/characters.ts';
import { spokenText } from './spoken-text.ts';

/** All that CEA-608 has, but for its frames and blocks. */
const KNOWN =
  /^[ !"#$%&’()*+,\-./0-9:;<=>?@A-Z[\]a-z\\^_{|}~áéíóúç÷Ññ®°½¿™¢£♪àèâêîôû¡©•«»¥ÁÉÓÚÜüÀÂÇÈÊËëÎÏïÔÙùÛÃãÍÌìÒòÕõÄäÖößÅåØø]*$/u;

describe('text in the characters of CEA-608', () => {
  it.each([
    ['Déjà vu, señor: ¿cuánto cuesta? Über die Brücke, São João.', undefined],
    ["It's “fine” – really…", 'It’s "fine" - really...'],
    ['„Ja“ ‚nein‘ ‹so›', '"Ja" ’nein’ <so>'],
    ['5 € an œuvre, Ærø', '5 EUR an oeuvre, AErø'],
    ['Zażółć gęślą jaźń; příliš; Iğdır; tiếng Việt', 'Zazólc gesla jazn; prílis; Igdir; tieng Viet'],
    ['ｆｕｌｌ ﬁt x² №5', 'full fit x2 No5'],
    ['e\u0301 and a\u0308', 'é and ä'],
    ['Well done 👍🏽 🏴󠁧󠁢󠁥󠁮󠁧󠁿 everybody 🎉!', 'Well done everybody !'],
    ['I love 東京 and Москва', 'I love and'],
    ['two\nlines\u00a0and\ttabs ', 'two lines and tabs'],
    ['f***', undefined],
    ['漢字', ''],
  ])('writes %j', (text, shown = text) => {
    expect(textFor608(text)).toBe(shown);
  });

  it('has no other characters, whatever is said', () => {
    fc.assert(
      fc.property(spokenText, (text) => {
        const shown = textFor608(text);
        expect(shown).toMatch(KNOWN);
        expect(textFor608(shown)).toBe(shown);
      }),
    );
  });

  it.each([
    ['', 0],
    ['a', 1],
    ['ab', 1],
    ['abc', 2],
    // Its own pair, one to keep it from being taken for a repeated code, and the letter before it.
    ['aè', 3],
    ['è', 2],
    // A stand-in and itself; a letter before it shares the pair of the stand-in.
    ['aä', 2],
    ['ä', 2],
    ['äa', 3],
    ['é', 1],
    ['it’s', 2],
  ])('knows that %j takes %i pairs', (row, pairs) => {
    expect(pairsOf(row)).toBe(pairs);
  });
});
