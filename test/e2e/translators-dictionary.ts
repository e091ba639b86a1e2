import { readFileSync } from 'node:fs';
import { asset } from '../support/files.ts';

/** The languages of the demo clips, by their English names. */
const TAGS: Readonly<Record<string, string>> = { Spanish: 'es', English: 'en', French: 'fr', German: 'de' };

/** The sentences of the demo clip of a language, in order. The clips of all languages say the same. */
export function demoSentences(language: string): readonly string[] {
  const json = readFileSync(asset('demo', `demo-${language}.json`), 'utf8');
  return (JSON.parse(json) as { sentences: { text: string }[] }).sentences.map(({ text }) => text);
}

/**
 * Translates what is said in a demo clip as its other clips say it; the beginning of a sentence becomes as much of its
 * translation. Text that is in no clip becomes the sentence with the most words in common.
 * @param target BCP-47 tag, or the English name of the language.
 */
export function translateDemo(text: string, source: string, target: string): string {
  const spoken = demoSentences(source);
  const translated = demoSentences(TAGS[target] ?? target.slice(0, 2).toLowerCase());
  const parts = text.split(/(?<=[.!?])\s+/u).filter((part) => wordsOf(part).length > 0);
  return parts.map((part) => translatePart(wordsOf(part), spoken, translated)).join(' ');
}

function translatePart(said: readonly string[], spoken: readonly string[], translated: readonly string[]): string {
  const shared = spoken.map((sentence) => {
    const words = wordsOf(sentence);
    return said.filter((word) => words.includes(word)).length - Math.abs(words.length - said.length) / 100;
  });
  const best = shared.indexOf(Math.max(...shared));
  const whole = (translated[best] ?? '').split(' ');
  const share = said.length / wordsOf(spoken[best] ?? '').length;
  return whole.slice(0, Math.max(1, Math.round(share * whole.length))).join(' ');
}

function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}
