import type { CaptionEvent } from '../../src/protocol/caption-event.ts';
import { final, partial, translation, translationPartial } from './caption-builders.ts';

/** One settled sentence or clause, by language. */
export type SaidSentence = Readonly<Record<'en' | 'fr' | 'ja' | 'ar', string>>;

/** An event with the time at which a page gets it, in milliseconds since the talk began. */
export interface TimedEvent {
  readonly atMs: number;
  readonly event: CaptionEvent;
}

/** Two thirds of a minute at 180 words a minute, settled as a transcriber does: by sentence, or by clause of a long one. */
export const TALK: readonly SaidSentence[] = [
  said(
    'Good evening everyone and welcome back to the stream.',
    'Bonsoir à tous et bon retour sur le stream.',
    'みなさんこんばんは、配信へお帰りなさい。',
    'مساء الخير جميعًا وأهلًا بعودتكم إلى البث.',
  ),
  said(
    'Last week we lost the ship in a storm near the coast,',
    'La semaine dernière, nous avons perdu le navire dans une tempête près de la côte,',
    '先週は海岸の近くの嵐で船を失いました。',
    'في الأسبوع الماضي فقدنا السفينة في عاصفة قرب الساحل،',
  ),
  said(
    'so today we have to walk to the old castle,',
    'alors aujourd’hui nous devons marcher jusqu’au vieux château,',
    'ですから今日は古いお城まで歩かなければなりません。',
    'لذلك علينا اليوم أن نمشي إلى القلعة القديمة،',
  ),
  said(
    'and nobody knows what is waiting for us there.',
    'et personne ne sait ce qui nous attend là-bas.',
    'そこで何が待っているかは誰も知りません。',
    'ولا أحد يعرف ما الذي ينتظرنا هناك.',
  ),
  said('Wait!', 'Attendez !', '待って！', 'انتظروا!'),
  said(
    'Did you hear that noise behind the wall?',
    'Avez-vous entendu ce bruit derrière le mur ?',
    '壁の向こうのあの音が聞こえましたか？',
    'هل سمعتم ذلك الصوت خلف الجدار؟',
  ),
  said(
    'I think there is a dragon in the cellar, or maybe two of them.',
    'Je crois qu’il y a un dragon dans la cave, ou peut-être deux.',
    '地下室に竜が一匹、いや二匹いると思います。',
    'أعتقد أن هناك تنينًا في القبو، أو ربما اثنين.',
  ),
  said(
    'We need a better sword before we open that door,',
    'Il nous faut une meilleure épée avant d’ouvrir cette porte,',
    'あの扉を開ける前にもっと良い剣が必要です。',
    'نحتاج إلى سيف أفضل قبل أن نفتح ذلك الباب،',
  ),
  said(
    'because the last time it ended really badly for all of us.',
    'car la dernière fois, cela s’est vraiment mal terminé pour nous tous.',
    '前回は全員にとって本当にひどい結果でしたから。',
    'لأن المرة الماضية انتهت بشكل سيئ حقًا علينا جميعًا.',
  ),
  said(
    'Let me look at the map that we found in the library.',
    'Laissez-moi regarder la carte que nous avons trouvée dans la bibliothèque.',
    '図書館で見つけた地図を見せてください。',
    'دعوني أنظر إلى الخريطة التي وجدناها في المكتبة.',
  ),
  said(
    'The treasure should be under the third tower, close to the river.',
    'Le trésor devrait être sous la troisième tour, près de la rivière.',
    '宝物は三番目の塔の下、川の近くにあるはずです。',
    'يجب أن يكون الكنز تحت البرج الثالث، بالقرب من النهر.',
  ),
  said(
    'All right, follow me and please be quiet.',
    'Très bien, suivez-moi et restez silencieux.',
    'では、静かに付いてきてください。',
    'حسنًا، اتبعوني والتزموا الهدوء من فضلكم.',
  ),
  said(
    'If we make it, I will sing the song that you asked for.',
    'Si nous y arrivons, je chanterai la chanson que vous avez demandée.',
    'うまくいったら、リクエストの歌を歌います。',
    'إذا نجحنا فسأغني الأغنية التي طلبتموها.',
  ),
];

function said(en: string, fr: string, ja: string, ar: string): SaidSentence {
  return { en, fr, ja, ar };
}

/** How a transcriber and a translator keep up with somebody, in milliseconds. */
const PARTIAL_EVERY_MS = 300;
const WORD_TO_PARTIAL_MS = 450;
const END_TO_FINAL_MS = 900;
const FINAL_TO_TRANSLATION_MS = 350;
/** A draft of the translation comes when so many more words are stable. */
const WORDS_PER_DRAFT = 4;

/**
 * Somebody who talks without a pause: partials under way, each sentence settled soon after it was said, drafts of the
 * translations and then the translations.
 */
export function fluentTalk(wordsPerMinute: number, targets: readonly (keyof SaidSentence)[]): readonly TimedEvent[] {
  const msPerCharacter = 60_000 / wordsPerMinute / charactersPerWord();
  const events: TimedEvent[] = [];
  let startMs = 0;
  let settledMs = 0;
  for (const [number, sentence] of TALK.entries()) {
    events.push(...sentenceEvents(`mic-1.${number + 1}`, sentence, { startMs, settledMs, msPerCharacter, targets }));
    settledMs = startMs + sentence.en.length * msPerCharacter + END_TO_FINAL_MS;
    startMs += (sentence.en.length + 1) * msPerCharacter;
  }
  return events.sort((one, other) => one.atMs - other.atMs);
}

/** When the last word of the talk ends, in milliseconds. */
export function talkEndMs(wordsPerMinute: number): number {
  return (TALK.reduce((sum, { en }) => sum + en.length + 1, 0) * 60_000) / wordsPerMinute / charactersPerWord();
}

interface Speech {
  readonly startMs: number;
  /** When the sentence before is settled: partials of this one come afterwards. */
  readonly settledMs: number;
  readonly msPerCharacter: number;
  readonly targets: readonly (keyof SaidSentence)[];
}

function sentenceEvents(id: string, sentence: SaidSentence, speech: Speech): TimedEvent[] {
  const { startMs, settledMs, msPerCharacter, targets } = speech;
  const words = sentence.en.split(' ');
  const endOfWord = words.map((_, index) => startMs + words.slice(0, index + 1).join(' ').length * msPerCharacter);
  const finalMs = (endOfWord.at(-1) ?? startMs) + END_TO_FINAL_MS;
  const events: TimedEvent[] = [];
  let revision = 0;
  let drafted = 0;
  for (let atMs = startMs + PARTIAL_EVERY_MS; atMs < finalMs; atMs += PARTIAL_EVERY_MS) {
    const heard = endOfWord.filter((end) => end + WORD_TO_PARTIAL_MS <= atMs).length;
    if (heard === 0 || atMs <= settledMs) continue;
    const stable = Math.max(0, heard - 2);
    revision += 1;
    const [stableText, text] = [words.slice(0, stable).join(' '), words.slice(0, heard).join(' ')];
    events.push({ atMs, event: partial(id, revision, stableText, text.slice(stableText.length)) });
    if (stable < drafted + WORDS_PER_DRAFT) continue;
    drafted = stable;
    for (const target of targets) {
      const draft = beginningOf(sentence[target], target, stable / words.length);
      events.push({ atMs: atMs + 150, event: translationPartial(id, revision, target, draft) });
    }
  }
  events.push({ atMs: finalMs, event: final(id, revision + 1, sentence.en) });
  for (const target of targets) {
    const event = translation(id, revision + 1, target, sentence[target]);
    events.push({ atMs: finalMs + FINAL_TO_TRANSLATION_MS, event });
  }
  return events;
}

/** So much of a translation, in whole words where it has any. */
function beginningOf(text: string, language: string, share: number): string {
  if (language === 'ja') return text.slice(0, Math.round(text.length * share));
  const words = text.split(' ');
  return words.slice(0, Math.max(1, Math.round(words.length * share))).join(' ');
}

function charactersPerWord(): number {
  const words = TALK.flatMap(({ en }) => en.split(' '));
  return words.reduce((sum, word) => sum + word.length + 1, 0) / words.length;
}
