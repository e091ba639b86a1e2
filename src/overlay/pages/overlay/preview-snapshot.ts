import type { UtteranceId } from '../../../protocol/caption-event.ts';
import { nearestLanguage } from '../../../protocol/language/nearest-language.ts';
import { PROTOCOL_VERSION, type Snapshot } from '../../../protocol/socket-contract.ts';

/** What is said in the preview, and its translations: two lines at most at the usual width, so that all of it is seen. */
const SOURCE = 'Welcome to the stream! Today we are looking for the old treasure.';

/** By language, as a BCP-47 tag. */
export const PREVIEW_TEXTS: Readonly<Record<string, string>> = {
  en: SOURCE,
  ar: 'أهلًا بكم في البث! اليوم سنجد كنز القلعة القديمة.',
  de: 'Willkommen im Stream! Heute suchen wir den Schatz der alten Burg.',
  es: '¡Bienvenidos al directo! Hoy buscamos el tesoro del castillo.',
  fr: 'Bienvenue sur le stream ! On cherche le trésor du château.',
  he: 'ברוכים הבאים לשידור! היום נמצא את האוצר של הטירה הישנה.',
  it: 'Benvenuti nella live! Oggi cerchiamo il tesoro del castello.',
  ja: '配信へようこそ！今日は古いお城の宝物を見つけます。',
  ko: '방송에 오신 것을 환영합니다! 오늘은 성의 보물을 찾아요.',
  nl: 'Welkom bij de stream! Vandaag zoeken we de schat van het kasteel.',
  pl: 'Witajcie na streamie! Dziś znajdziemy skarb starego zamku.',
  pt: 'Bem-vindos à live! Hoje procuramos o tesouro do castelo.',
  ru: 'Добро пожаловать на стрим! Сегодня мы ищем сокровище замка.',
  th: 'ยินดีต้อนรับสู่สตรีม! วันนี้เราจะตามหาสมบัติของปราสาทเก่า',
  tr: 'Yayına hoş geldiniz! Bugün eski kalenin hazinesini bulacağız.',
  uk: 'Вітаємо на стримі! Сьогодні ми знайдемо скарб старого замку.',
  zh: '欢迎来到直播间！今天我们要找到古堡里的宝藏。',
};

/** Where neither the address nor the run says a language. */
const USUAL_LANGUAGE = 'fr';

/**
 * Sample captions, as if they had come from an engine.
 * @param wanted BCP-47 tag of the translation; absent: the first target language of the run.
 * @param targets what the run translates into; empty where that is not known.
 */
export function previewSnapshot(wanted: string | undefined, targets: readonly string[]): Snapshot {
  const language = wanted ?? targets[0] ?? USUAL_LANGUAGE;
  const text = PREVIEW_TEXTS[nearestLanguage(language, Object.keys(PREVIEW_TEXTS)) ?? ''];
  return {
    protocol: PROTOCOL_VERSION,
    targetLanguages: [language],
    // Long ago, so that nothing rolls in any more.
    quietMs: 60_000,
    status: { stages: [], behindMs: 0, latency: {}, counters: {}, translators: [], notices: [] },
    cues: [
      {
        utteranceId: 'preview' as UtteranceId,
        sourceId: 'preview',
        startMs: 0,
        endMs: 4000,
        language: 'en',
        revision: 1,
        stableText: SOURCE,
        unstableText: '',
        final: true,
        translations: {
          [language]: { text: text ?? SOURCE, final: true, untranslated: text === undefined, revision: 1 },
        },
      },
    ],
  };
}
