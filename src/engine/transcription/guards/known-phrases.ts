import { primarySubtag } from '../../../protocol/language/parse-language.ts';
import { tokenize } from '../text/tokens.ts';
import type { GuardedDecode, GuardedText, TextGuard } from './guard.ts';
import { spokenTextOf, textOf } from './guarded-text.ts';
import { countSounds } from './sounds.ts';
import { isClear } from './voice.ts';

/** A click is shorter, and so is what a model hears in a breath. */
const SHORTEST_PHRASE_MS = 250;

/** A phrase that was said takes its time for each sound: not less than in fast speech, and no minute for two words. */
const SHORTEST_SOUND_MS = 50;
const LONGEST_SOUND_MS = 500;

/** Of a phrase that the recogniser is sure of, voice detection may have missed the half. */
const SHORTEST_CLEAR_SOUND_MS = 25;

/**
 * What Whisper models are known to write for silence and noise, because films and videos end with it. Counts only where it
 * is the whole utterance and no voice was heard that can have said it.
 */
const PHRASES: Readonly<Record<string, readonly string[]>> = {
  en: [
    'you',
    'thank you',
    'thanks for watching',
    'thank you for watching',
    'thank you so much for watching',
    'please subscribe',
    'subscribe to my channel',
    'see you in the next video',
    'bye',
    'the end',
    'subtitles by the amara org community',
  ],
  es: [
    'gracias',
    'gracias por ver el video',
    'suscríbete',
    'suscríbete al canal',
    'hasta la próxima',
    'subtítulos realizados por la comunidad de amara org',
  ],
  de: [
    'vielen dank',
    'vielen dank fürs zuschauen',
    'bis zum nächsten mal',
    'untertitel im auftrag des zdf für funk 2017',
    'untertitel der amara org community',
  ],
  fr: [
    'merci',
    "merci d'avoir regardé cette vidéo",
    'abonnez-vous',
    "sous-titres réalisés par la communauté d'amara org",
    'sous-titrage société radio-canada',
  ],
  pt: ['obrigado', 'obrigado por assistir', 'inscreva-se no canal', 'legendas pela comunidade amara org'],
  it: ['grazie', 'grazie per la visione', 'sottotitoli creati dalla comunità amara org'],
  ja: ['ご視聴ありがとうございました', 'チャンネル登録お願いします', 'ありがとうございました'],
  zh: ['谢谢观看', '谢谢大家', '请不吝点赞订阅转发打赏支持明镜与点点栏目', '字幕由amara社区提供'],
  ko: ['시청해주셔서 감사합니다', '구독과 좋아요 부탁드립니다', '감사합니다'],
  ru: ['спасибо за просмотр', 'продолжение следует', 'подписывайтесь на канал', 'субтитры сделал dimatorzok'],
};

const KEYS = new Map(
  Object.entries(PHRASES).map(([language, phrases]) => [
    language,
    new Set(phrases.map((phrase) => phraseKey(phrase, language))),
  ]),
);

/** Refuses a phrase that models invent, where there is no voice in the sound. With voice it is shown: people do say thanks. */
export const checkKnownPhrase: TextGuard = (text, decode) =>
  isKnownPhrase(text, decode.language) && !hasVoice(text, decode) ? 'known-phrase' : text;

function isKnownPhrase(text: GuardedText, language: string): boolean {
  return KEYS.get(primarySubtag(language))?.has(spokenTextOf(text)) ?? false;
}

/** The recogniser knows best whether words are clear; without its word, speech must last as long as the phrase. */
function hasVoice(text: GuardedText, decode: GuardedDecode): boolean {
  const { speechMs } = decode;
  const sounds = countSounds(textOf(text));
  if (speechMs < SHORTEST_PHRASE_MS) return false;
  const clear = isClear(decode);
  if (clear !== undefined) return clear && speechMs >= sounds * SHORTEST_CLEAR_SOUND_MS;
  return speechMs >= sounds * SHORTEST_SOUND_MS && speechMs <= sounds * LONGEST_SOUND_MS;
}

function phraseKey(text: string, language: string): string {
  return tokenize(text, language)
    .map((token) => token.key)
    .join(' ');
}
