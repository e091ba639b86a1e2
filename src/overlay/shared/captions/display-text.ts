import { cleanText } from '../../../protocol/clean-text.ts';

/** The text as it may be drawn: one line without anything that reaches beyond its own place. */
export function displayText(text: string): string {
  return cleanText(text).replace(/\s+/gu, ' ').trim();
}
