/** Frequent words of languages, by their English names: enough that a detector knows the language. */
const WORDS: Readonly<Record<string, readonly string[]>> = {
  English: [
    'the',
    'people',
    'are',
    'going',
    'to',
    'see',
    'what',
    'we',
    'have',
    'here',
    'with',
    'this',
    'would',
    'their',
  ],
  Spanish: [
    'que',
    'los',
    'ahora',
    'está',
    'muy',
    'pero',
    'cuando',
    'también',
    'nosotros',
    'hay',
    'mucho',
    'hacia',
    'donde',
  ],
  German: [
    'und',
    'wir',
    'nicht',
    'jetzt',
    'auch',
    'sehr',
    'schön',
    'immer',
    'wieder',
    'durch',
    'eine',
    'haben',
    'werden',
  ],
  French: [
    'nous',
    'avec',
    'maintenant',
    'est',
    'très',
    'aussi',
    'dans',
    'toujours',
    'pour',
    'être',
    'quand',
    'beaucoup',
  ],
  Italian: [
    'che',
    'sono',
    'adesso',
    'molto',
    'anche',
    'della',
    'quando',
    'perché',
    'sempre',
    'questo',
    'abbiamo',
    'più',
  ],
  Portuguese: [
    'não',
    'agora',
    'muito',
    'também',
    'você',
    'quando',
    'são',
    'sempre',
    'estão',
    'porque',
    'então',
    'mais',
  ],
  Japanese: ['これ', 'から', 'みんな', 'とても', 'すごい', 'です', 'ここ', 'まだ', 'いま', 'ゲーム'],
  Chinese: ['我们', '现在', '大家', '一起', '这里', '非常', '游戏', '可以', '今天'],
  Korean: ['우리', '지금', '모두', '정말', '여기', '게임', '아주', '다시', '오늘'],
  Russian: ['мы', 'сейчас', 'все', 'очень', 'здесь', 'игра', 'когда', 'тоже', 'сегодня', 'потом'],
  Arabic: ['نحن', 'الآن', 'هنا', 'جدا', 'اليوم', 'لعبة', 'مرة', 'الجميع'],
};

const UNSPACED = new Set(['Japanese', 'Chinese']);

/**
 * A text that looks like a translation: each word becomes one of the target language, always the same one. Languages
 * that are not known here get English words.
 */
export function pretendTranslation(speech: string, target: string): string {
  const language = target.replace(/ \(.*\)$/u, '');
  const words = WORDS[language] ?? WORDS['English'] ?? [];
  const segmenter = new Intl.Segmenter(undefined, { granularity: 'word' });
  const chosen = [...segmenter.segment(speech)]
    .filter(({ isWordLike }) => isWordLike)
    .map(({ segment }) => words[hash(segment.toLowerCase()) % words.length] ?? '');
  const text = chosen.join(UNSPACED.has(language) ? '' : ' ');
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function hash(word: string): number {
  let value = 7;
  for (const character of word) value = (value * 31 + (character.codePointAt(0) ?? 0)) % 1_000_003;
  return value;
}
