import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkDecode } from '../../../../../src/engine/transcription/guards/guards.ts';
import { countSounds } from '../../../../../src/engine/transcription/guards/sounds.ts';
import { decode, outcome, timed } from './guarded-decode.ts';

/** An ordinary sentence in each language. */
const SENTENCES = {
  am: 'ዛሬ ሁላችንም አብረን ይህን ጨዋታ እንጫወታለን፣ እባካችሁ ቻናሉን ተከተሉ።',
  ar: 'مساء الخير جميعا، سنلعب اليوم هذه اللعبة معا، لا تنسوا متابعة القناة.',
  bn: 'আজ আমরা সবাই একসাথে এই খেলাটি খেলব, চ্যানেলটি অনুসরণ করতে ভুলবেন না।',
  cs: 'Dobrý večer všem, dnes si spolu zahrajeme tuhle hru a pak se podíváme na nové video.',
  de: 'Guten Abend zusammen, heute spielen wir dieses Spiel gemeinsam und schauen danach in den Chat.',
  el: 'Καλησπέρα σε όλους, σήμερα θα παίξουμε μαζί αυτό το παιχνίδι και μετά θα μιλήσουμε.',
  en: 'Good evening everyone, today we play this game together and then we talk about the new map.',
  es: 'Buenas tardes a todos, hoy jugamos juntos a este juego y luego hablamos del mapa nuevo.',
  fr: "Bonsoir à tous, aujourd'hui nous jouons ensemble à ce jeu, puis nous parlerons de la carte.",
  he: 'ערב טוב לכולם, היום נשחק יחד במשחק הזה ואחר כך נדבר על המפה החדשה.',
  hi: 'आज हम सब मिलकर यह खेल खेलेंगे, कृपया चैनल को फ़ॉलो करें और अपने दोस्तों को भी बताएँ।',
  hy: 'Բարի երեկո բոլորին, այսօր միասին կխաղանք այս խաղը։',
  ja: '皆さんこんばんは、今日は一緒にこのゲームをやりましょう。チャンネル登録もよろしくね。',
  ka: 'საღამო მშვიდობისა ყველას, დღეს ერთად ვითამაშებთ ამ თამაშს და შემდეგ ვისაუბრებთ ახალ რუკაზე.',
  km: 'សួស្តីអ្នកទាំងអស់គ្នា ថ្ងៃនេះយើងលេងហ្គេមនេះជាមួយគ្នា។',
  ko: '안녕하세요 여러분, 오늘은 같이 이 게임을 해 보겠습니다. 채널 구독도 잊지 마세요.',
  ml: 'ഇന്ന് നമ്മൾ എല്ലാവരും ഒരുമിച്ച് ഈ കളി കളിക്കും, ചാനൽ പിന്തുടരാൻ മറക്കരുത്.',
  my: 'မင်္ဂလာပါ ယနေ့ ကျွန်တော်တို့ အားလုံး ဒီဂိမ်းကို အတူတူ ကစားကြမယ်။ ချန်နယ်ကို ဖော်လိုလုပ်ဖို့ မမေ့ပါနဲ့။',
  ru: 'Добрый вечер всем, сегодня мы вместе играем в эту игру, а потом поговорим о новой карте.',
  ta: 'அனைவருக்கும் மாலை வணக்கம், இன்று நாம் எல்லோரும் சேர்ந்து இந்த விளையாட்டை விளையாடுவோம்.',
  th: 'สวัสดีตอนเย็นทุกคน วันนี้เราจะเล่นเกมนี้ด้วยกัน อย่าลืมกดติดตามช่องด้วยนะครับ',
  tr: 'Herkese iyi akşamlar, bugün bu oyunu birlikte oynuyoruz, kanalı takip etmeyi unutmayın.',
  vi: 'Chào buổi tối mọi người, hôm nay chúng ta cùng chơi trò chơi này nhé.',
  yue: '大家好，今日我哋一齊玩呢個遊戲，記得訂閱個頻道呀。',
  zh: '大家晚上好，今天我们一起玩这个游戏，别忘了关注频道。',
} as const;

const language = fc.constantFrom(...Object.keys(SENTENCES));
const sentenceOf = (tag: string): string => Object.entries(SENTENCES).find(([key]) => key === tag)?.[1] ?? '';

/** From slow to fast speech, in sounds a second. */
const pace = fc.integer({ min: 5, max: 24 });
const speechFor = (text: string, sounds: number): number => Math.ceil((countSounds(text) / sounds) * 1000);

const answer = fc.constantFrom(
  ...['ja', 'no', 'ha', 'go', 'sí', 'да', 'wow', 'thank you', "let's go", 'だめ', '哈', 'хватит', 'لا'].map(
    (word) => word,
  ),
);

/** Anything that a decoder may write: words, loops, remarks, other scripts, marks. */
const piece = fc.constantFrom(
  ...'no no, we go on and so my fellow Americans (laughs) [Music] (and I quote) ♪ la ♪ *sighs* ( [ :( девять 你好 π 3 ... !'.split(
    ' ',
  ),
  '(crickets chirping)',
  'thank you',
  'jajajajajajajajajajajajaja',
);
const anything = fc
  .array(fc.tuple(piece, fc.integer({ min: 1, max: 12 })), { minLength: 1, maxLength: 8 })
  .map((pieces) => pieces.map(([text, count]) => Array.from({ length: count }, () => text).join(' ')).join(' '));
const speechMs = fc.integer({ min: 120, max: 12_000 });
const told = fc.record({
  looped: fc.boolean(),
  endedByLength: fc.boolean(),
  noSpeechProbability: fc.double({ min: 0, max: 1, noNaN: true }),
  averageLogProbability: fc.double({ min: -3, max: 0, noNaN: true }),
});

describe('ordinary text', () => {
  it.each(Object.entries(SENTENCES))('in %s is shown as it is, at any pace', (tag, text) => {
    fc.assert(
      fc.property(pace, fc.boolean(), (sounds, withTimes) => {
        const ms = speechFor(text, sounds);
        const words = withTimes ? { words: timed(text, 0, ms) } : {};
        expect(outcome(text, { language: tag, speechMs: ms, hypothesis: words })).toBe(text);
      }),
      { numRuns: 20 },
    );
  });

  it('is shown in several sentences', () => {
    fc.assert(
      fc.property(language, pace, fc.integer({ min: 1, max: 3 }), (tag, sounds, count) => {
        const text = [sentenceOf(tag), 'OK.', 'Minecraft 2.'].slice(0, count).join(' ');
        expect(outcome(text, { language: tag, speechMs: speechFor(text, sounds) })).toBe(text);
      }),
    );
  });

  it('is shown where a word is said again and again in the time that it takes', () => {
    fc.assert(
      fc.property(answer, fc.integer({ min: 2, max: 12 }), fc.integer({ min: 5, max: 15 }), (word, count, sounds) => {
        const text = Array.from({ length: count }, () => word).join(' ');
        const tag = { だ: 'ja', 哈: 'zh', д: 'ru', х: 'ru', ل: 'ar' }[word.slice(0, 1)] ?? 'en';
        const ms = Math.max(600, speechFor(text, sounds));
        expect(outcome(text, { language: tag, speechMs: ms })).toBe(text);
      }),
    );
  });
});

describe('the guards', () => {
  const wordsOf = (text: string): string[] => text.match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];

  it('never lengthen a text, and keep words in their order', () => {
    fc.assert(
      fc.property(anything, speechMs, told, fc.boolean(), (text, ms, hypothesis, withTimes) => {
        const words = withTimes ? { words: timed(text, 0, ms + 500) } : {};
        const verdict = checkDecode(decode(text, { speechMs: ms, hypothesis: { ...hypothesis, ...words } }));
        if (!verdict.accepted) return;
        expect(verdict.text.length).toBeLessThanOrEqual(text.length);
        const heard = wordsOf(text);
        let from = 0;
        for (const word of wordsOf(verdict.text)) {
          // A single word that is longer than the sound is cut inside.
          const found = heard.findIndex((other, index) => index >= from && other.startsWith(word));
          expect(found, `${word} of ${verdict.text}`).toBeGreaterThanOrEqual(from);
          from = found + 1;
        }
      }),
    );
  });

  it('leave what they have let pass as it is', () => {
    fc.assert(
      fc.property(anything, speechMs, told, fc.boolean(), (text, ms, hypothesis, withTimes) => {
        const words = withTimes ? { words: timed(text, 0, ms + 500) } : {};
        const given = { speechMs: ms, hypothesis: { ...hypothesis, ...words } };
        const verdict = checkDecode(decode(text, given));
        if (!verdict.accepted) return;
        const again = { ...given, hypothesis: { ...given.hypothesis, text: verdict.text } };
        expect(checkDecode(decode(verdict.text, again))).toMatchObject({ accepted: true, text: verdict.text });
      }),
    );
  });

  it('show something of every text with letters and real speech behind it', () => {
    const spoken = fc.constantFrom('no', 'we go on', 'and so my fellow Americans', 'jajajajaja', 'It was a good day.');
    fc.assert(
      fc.property(spoken, fc.integer({ min: 1, max: 80 }), fc.integer({ min: 600, max: 12_000 }), (text, count, ms) => {
        const said = Array.from({ length: count }, () => text).join(' ');
        expect(outcome(said, { speechMs: ms, hypothesis: { endedByLength: count > 20 } })).not.toMatch(/^<|^$/u);
      }),
    );
  });
});
