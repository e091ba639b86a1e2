import { describe, expect, it } from 'vitest';
import type { TranscriptEntry } from '../../../../src/engine/captions/transcript-builder.ts';
import { SPOKEN, transcriptWriter } from '../../../../src/engine/captions/transcript-writer.ts';
import type { TranscriptFormat } from '../../../../src/engine/captions/transcript-format.ts';

function entry(
  text: string,
  startMs: number,
  endMs: number,
  translations: Record<string, string> = {},
): TranscriptEntry {
  return { cue: { startMs, endMs, language: 'es', text, translations } };
}

function written(format: TranscriptFormat, shown: readonly string[], entries: readonly TranscriptEntry[]): string {
  const writer = transcriptWriter(format, shown);
  return entries.map((one) => writer.add(one)).join('') + writer.end();
}

const GREETING = entry('Hola a todos.', 400, 1800, { en: 'Hello everybody.' });

describe('transcriptWriter', () => {
  it('writes one language as subtitles', () => {
    expect(written('srt', ['en'], [GREETING])).toBe('1\n00:00:00,400 --> 00:00:01,800\nHello everybody.\n\n');
    expect(written('vtt', [SPOKEN], [GREETING])).toBe('1\n00:00:00.400 --> 00:00:01.800\nHola a todos.\n\n');
  });

  it('writes both where both are shown', () => {
    expect(written('srt', [SPOKEN, 'en'], [GREETING])).toContain('\nHola a todos.\nHello everybody.\n\n');
    expect(written('txt', [SPOKEN, 'en'], [GREETING])).toBe('Hola a todos.\nHello everybody.\n');
  });

  it.each(['', ' \n ', '.', '***', '\u200b', '...!'])('writes no subtitle and no line for %j', (left) => {
    const entries = [entry('Mierda.', 0, 900, { en: left }), entry('Hola.', 2000, 3000, { en: 'Hello.' })];
    expect(written('srt', ['en'], entries)).toBe('1\n00:00:02,000 --> 00:00:03,000\nHello.\n\n');
    expect(written('txt', ['en'], entries)).toBe('Hello.\n');
    expect(written('vtt', [SPOKEN, 'en'], entries)).toContain('\nMierda.\n\n2\n');
  });

  it('keeps a translation whose source was masked away', () => {
    expect(written('srt', ['en'], [entry('', 0, 1500, { en: 'Damn it.' })])).toContain('Damn it.');
  });

  it('writes text as sentences on lines, and as paragraphs behind pauses', () => {
    const entries = [
      entry('Primero abrimos', 0, 1000),
      entry('la puerta.', 1100, 2000),
      entry('Luego entramos.', 2500, 4000),
      entry('Buenas noches.', 9000, 10_000),
    ];
    expect(written('txt', [SPOKEN], entries)).toBe('Primero abrimos la puerta.\nLuego entramos.\n\nBuenas noches.\n');
  });

  it('writes JSON lines as they always were', () => {
    const line = written('jsonl', [SPOKEN], [{ ...GREETING, words: [{ length: 4, startMs: 400, endMs: 700 }] }]);
    expect(JSON.parse(line)).toEqual(GREETING.cue);
    expect(written('jsonl', [SPOKEN], [entry(' ', 0, 1)])).toBe('');
  });

  it('counts what it writes', () => {
    const writer = transcriptWriter('srt', ['en']);
    writer.add(GREETING);
    writer.add(entry('Sí.', 9000, 9900, { en: '.' }));
    writer.end();
    expect(writer.count).toBe(1);
  });
});
