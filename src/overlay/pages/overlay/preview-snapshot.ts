import type { UtteranceId } from '../../../protocol/caption-event.ts';
import { nearestLanguage } from '../../../protocol/language/nearest-language.ts';
import { PROTOCOL_VERSION, type Snapshot } from '../../../protocol/socket-contract.ts';

/** What is said in the preview, and its translations. */
const SOURCE = 'Welcome to the stream! Today we are going to find the treasure of the old castle.';

const TRANSLATIONS: Readonly<Record<string, string>> = {
  en: SOURCE,
  ar: 'أهلًا بكم في البث! اليوم سنجد كنز القلعة القديمة.',
  de: 'Willkommen im Stream! Heute suchen wir den Schatz der alten Burg.',
  es: '¡Bienvenidos al directo! Hoy vamos a encontrar el tesoro del viejo castillo.',
  fr: 'Bienvenue sur le stream ! Aujourd’hui, nous allons trouver le trésor du vieux château.',
  he: 'ברוכים הבאים לשידור! היום נמצא את האוצר של הטירה הישנה.',
  it: 'Benvenuti nella live! Oggi troveremo il tesoro del vecchio castello.',
  ja: '配信へようこそ！今日は古いお城の宝物を見つけます。',
  ko: '방송에 오신 것을 환영합니다! 오늘은 오래된 성의 보물을 찾아볼 거예요.',
  nl: 'Welkom bij de stream! Vandaag gaan we de schat van het oude kasteel zoeken.',
  pl: 'Witajcie na streamie! Dziś znajdziemy skarb starego zamku.',
  pt: 'Bem-vindos à live! Hoje vamos encontrar o tesouro do velho castelo.',
  ru: 'Добро пожаловать на стрим! Сегодня мы найдём сокровище старого замка.',
  th: 'ยินดีต้อนรับสู่สตรีม! วันนี้เราจะตามหาสมบัติของปราสาทเก่า',
  tr: 'Yayına hoş geldiniz! Bugün eski kalenin hazinesini bulacağız.',
  uk: 'Вітаємо на стримі! Сьогодні ми знайдемо скарб старого замку.',
  zh: '欢迎来到直播间！今天我们要找到古堡里的宝藏。',
};

/** Sample captions in the wanted language (French when absent), as if they had come from an engine. */
export function previewSnapshot(language = 'fr'): Snapshot {
  const text = TRANSLATIONS[nearestLanguage(language, Object.keys(TRANSLATIONS)) ?? ''];
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
