import type { ScriptWriter } from './script-writer.ts';

/**
 * Characters that traditional texts use as well as simplified ones, such as 后 (queen, and after): of them nothing tells
 * which script a text is in.
 */
const IN_BOTH = new Set(
  '后台干里面只才松云丑几斗谷征余卷回了系准制曲冲仆吁朱术划胡须姜借困淀出合家致向志咸岳御愿托扎采板梁欲注涂涌种签累群蔑获蒙药蕴虫蜡郁' +
    '雇周舍布占吊党卜凶酸霉辟尸佣历汇沈熏尽并伞范奸炮炼症秋钟赞迹谥背绷玩饥鬼游局发蔑著乾瞭藉夥徵於妳麼',
);

/** The traditional script is written with other variants of some characters. */
const VARIANTS: Readonly<Record<string, string>> = { TW: 'tw', HK: 'hk', MO: 'hk' };

const loaded = new Map<string, Promise<ScriptWriter>>();

/**
 * Loads what writes simplified characters as traditional ones: once, since it takes half a second and some 40 MB.
 * @param region ISO 3166 code of the region whose variants are meant; undefined for the plain ones.
 */
export function loadTraditional(region: string | undefined): Promise<ScriptWriter> {
  const variant = VARIANTS[region ?? ''] ?? 't';
  return once(variant, async () => (await import('opencc-js/cn2t')).Converter({ from: 'cn', to: variant }));
}

/** Loads what writes traditional characters as simplified ones, once. */
export function loadSimplified(): Promise<ScriptWriter> {
  return once('cn', async () => (await import('opencc-js/t2cn')).Converter({ from: 't', to: 'cn' }));
}

function once(variant: string, load: () => Promise<ScriptWriter>): Promise<ScriptWriter> {
  const writer = loaded.get(variant) ?? load().then(writerOf);
  loaded.set(variant, writer);
  return writer;
}

/** A text without a character that surely belongs to the other script stays as it is. */
function writerOf(convert: ScriptWriter): ScriptWriter {
  const foreign = new Map<string, boolean>();
  const isForeign = (character: string): boolean => {
    if (IN_BOTH.has(character) || !/\p{sc=Hani}/u.test(character)) return false;
    const known = foreign.get(character) ?? convert(character) !== character;
    foreign.set(character, known);
    return known;
  };
  return (text) => (Array.from(text).some(isForeign) ? convert(text) : text);
}
