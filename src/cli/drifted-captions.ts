import type { EngineStatus } from '../protocol/status.ts';

/** How many captions are still in another language than they should be, in one sentence; undefined where none is. */
export function whyOtherLanguage(counters: EngineStatus['counters']): string | undefined {
  const count = (counters['language-drifts'] ?? 0) - (counters['language-drifts-mended'] ?? 0);
  if (count <= 0) return undefined;
  const captions = count === 1 ? '1 caption has' : `${count} captions have`;
  return `${captions} text in another language than the spoken one: name what is spoken with --language.`;
}
