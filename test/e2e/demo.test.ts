import { describe, expect, it } from 'vitest';
import type { CaptionEvent } from '../../src/protocol/caption-event.ts';
import type { DemoSummary } from '../../src/cli/demo-summary.ts';
import { jsonLines, runCli } from '../support/run-cli.ts';
import { expectAll } from '../support/expect-all.ts';

const TARGETS = { es: ['en', 'fr'], en: ['es', 'de', 'fr'] } as const;

/** Word error rates of a straightforward pipeline on these clips with this model; see scripts/training/README.md. */
const PLAIN_RATE = { es: 0.011, en: 0 } as const;

describe('overlingo demo', () => {
  it.each(['es', 'en'] as const)(
    'captions and translates the %s clip, every final in each language, in order',
    async (language) => {
      const { code, stdout, stderr } = await runCli([
        'demo',
        '--language',
        language,
        '--once',
        '--no-open',
        '--json',
        '--port',
        '0',
      ]);
      expect(stderr).toBe('');
      expect(code).toBe(0);
      const lines = jsonLines(stdout);
      const events = lines as unknown as CaptionEvent[];
      const finals = events.filter((event) => event.type === 'transcript-final');
      expect(finals.length).toBeGreaterThanOrEqual(8);
      for (const target of TARGETS[language]) {
        const translated = events.filter((event) => event.type === 'translation-final' && event.language === target);
        expect(translated.map(({ utteranceId }) => utteranceId)).toEqual(finals.map(({ utteranceId }) => utteranceId));
        expectAll(translated, (event) => event.type === 'translation-final' && !event.untranslated);
      }
      const summary = lines.at(-1) as unknown as DemoSummary;
      expect(summary.type).toBe('summary');
      expect(summary.wordErrorRate).toBeLessThanOrEqual(PLAIN_RATE[language] + 0.02);
      for (const target of TARGETS[language])
        expect(summary.translations[target]?.wordErrorRate).toBeLessThanOrEqual(0.06);
      for (const point of ['audio-to-partial', 'speech-end-to-final', 'final-translation']) {
        expect(summary.latency[point]?.count).toBeGreaterThan(0);
      }
    },
    120_000,
  );
});
