import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JournalHeader, JournalRecord } from '../../../../../src/engine/captions/sessions/journal.ts';
import { wholeFiles } from '../../../../../src/engine/captions/sessions/complete-session.ts';
import { SessionScribe } from '../../../../../src/engine/captions/sessions/session-scribe.ts';
import { textsOf, type Piece } from '../../../../../src/engine/captions/sessions/track-parts.ts';
import { utteranceId } from '../../../../support/caption-builders.ts';
import { parseSrt, parseVtt, type ParsedCue } from '../../../../support/subtitle-parsers.ts';

const HEADER: JournalHeader = {
  startedAt: '2026-11-27T19:15:03.000Z',
  spoken: 'es',
  targets: ['en'],
  formats: ['srt', 'txt', 'jsonl'],
  pid: 1,
  host: 'here',
};

const END: JournalRecord = { type: 'session-end', atMs: 600_000 };

function said(id: string, startMs: number, endMs: number, text: string): JournalRecord {
  return { type: 'transcript-final', utteranceId: utteranceId(id), startMs, endMs, language: 'es', text };
}

function translated(id: string, text: string, language = 'en'): JournalRecord {
  return { type: 'translation-final', utteranceId: utteranceId(id), language, text };
}

function filesOf(records: readonly JournalRecord[], header: Partial<JournalHeader> = {}): Record<string, string> {
  return Object.fromEntries(wholeFiles({ ...HEADER, ...header }, records));
}

describe('the files of a session', () => {
  it('hold each caption in its language, once it has its translations', () => {
    const files = filesOf([said('1', 400, 1800, 'Hola a todos.'), translated('1', 'Hello everybody.'), END]);
    expect(files).toEqual({
      'captions.es.srt': '1\n00:00:00,400 --> 00:00:01,800\nHola a todos.\n\n',
      'captions.en.srt': '1\n00:00:00,400 --> 00:00:01,800\nHello everybody.\n\n',
      'captions.es.txt': 'Hola a todos.\n',
      'captions.en.txt': 'Hello everybody.\n',
      'captions.jsonl': `${JSON.stringify({ startMs: 400, endMs: 1800, language: 'es', text: 'Hola a todos.', translations: { en: 'Hello everybody.' } })}\n`,
    });
  });

  it('wait for a translation that never comes for a minute of speech, and then show what was said', () => {
    const lost = said('1', 0, 2000, 'Uno.');
    const files = filesOf([lost, said('2', 61_000, 63_000, 'Dos.'), translated('2', 'Two.')]);
    expect(files['captions.en.txt']).toBe('Uno.\n\nTwo.');
    expect(filesOf([lost, said('2', 50_000, 52_000, 'Dos.'), translated('2', 'Two.')])['captions.en.txt']).toBe('');
  });

  it('are there for each recording too, on its clock, without what it does not hold', () => {
    const files = filesOf(
      [
        said('1', 1000, 3000, 'Antes.'),
        translated('1', 'Before.'),
        { type: 'recording', event: 'started', atMs: 10_000, name: '/videos/Folge 1.mkv' },
        said('2', 12_000, 13_000, 'Hola.'),
        translated('2', 'Hello.'),
        { type: 'recording', event: 'paused', atMs: 20_000 },
        said('3', 25_000, 26_000, 'Secreto.'),
        translated('3', 'Secret.'),
        { type: 'recording', event: 'resumed', atMs: 30_000 },
        { type: 'recording', event: 'split', atMs: 40_000, name: '/videos/Folge 2.mkv' },
        // Said before the file was split, and known only after it.
        said('4', 31_000, 32_000, 'Vamos.'),
        translated('4', 'Let us go.'),
        said('5', 45_000, 46_000, 'Adiós.'),
        translated('5', 'Bye.'),
        { type: 'recording', event: 'stopped', atMs: 50_000 },
        END,
      ],
      { formats: ['srt'] },
    );
    expect(files['Folge 1.en.srt']).toBe(
      '1\n00:00:02,000 --> 00:00:03,000\nHello.\n\n2\n00:00:11,000 --> 00:00:12,000\nLet us go.\n\n',
    );
    expect(files['Folge 2.en.srt']).toBe('1\n00:00:05,000 --> 00:00:06,000\nBye.\n\n');
    expect(files['captions.en.srt']).toContain('00:00:25,000 --> 00:00:26,000\nSecret.');
  });

  it('of a recording are finished soon after it, while the session goes on', () => {
    const files = filesOf(
      [
        { type: 'recording', event: 'started', atMs: 0, name: 'one.mkv' },
        said('1', 1000, 2000, 'Hola.'),
        translated('1', 'Hello.'),
        { type: 'recording', event: 'stopped', atMs: 5000 },
        said('2', 36_000, 37_000, 'Más.'),
        translated('2', 'More.'),
      ],
      { formats: ['srt'] },
    );
    expect(files['one.en.srt']).toBe('1\n00:00:01,000 --> 00:00:02,000\nHello.\n\n');
  });
});

describe('the files of a session that goes on', () => {
  const pauses: JournalRecord[] = [
    { type: 'recording', event: 'started', atMs: 9000, name: 'one.mkv' },
    { type: 'recording', event: 'paused', atMs: 21_000 },
    { type: 'recording', event: 'resumed', atMs: 25_000 },
    { type: 'recording', event: 'split', atMs: 60_000, name: 'two.mkv' },
  ];
  const talk = Array.from({ length: 20 }, (_, index): JournalRecord[] => [
    said(String(index), index * 4000, index * 4000 + 3900, `Esta es la frase número ${index}, de muchas.`),
    // Some come late, and some never.
    ...(index % 7 === 3 ? [] : [translated(String(index), `This is sentence number ${index} of many.`)]),
    ...(index % 5 === 2 ? pauses.slice(Math.floor(index / 5), Math.floor(index / 5) + 1) : []),
  ]).flat();

  it('end at each line as if the session had ended there', () => {
    const header: JournalHeader = { ...HEADER, formats: ['srt', 'vtt', 'ass', 'txt', 'jsonl'] };
    const scribe = new SessionScribe(header);
    const settled = new Map<string, string>();
    const take = (pieces: readonly Piece[]): void => {
      for (const [name, text] of textsOf(pieces)) settled.set(name, (settled.get(name) ?? '') + text);
    };
    take(scribe.begin());
    for (const [index, record] of talk.entries()) {
      take(scribe.add(record));
      const tails = scribe.tails();
      const now = new Map([...settled].map(([name, text]) => [name, text + (tails.get(name) ?? '')]));
      expect(now).toEqual(wholeFiles(header, [...talk.slice(0, index + 1), END]));
    }
    expect([...settled.keys()]).toContain('two.en.vtt');
  });
});

/** As long as English words are on the average, 4.7 letters. */
const words = fc.constantFrom(
  ...['we', 'the', 'open', 'door,', 'and', 'castles', 'of', 'York', 'ten', 'another', 'through', 'people', 'nice'],
);

/** Sentences at a speaking rate, one behind the other, some with a pause, as a recogniser settles them. */
function talkAt(wordsPerMinute: number): fc.Arbitrary<readonly JournalRecord[]> {
  const sentence = fc.record({
    text: fc.array(words, { minLength: 4, maxLength: 24 }).map((list) => `${list.join(' ')}.`),
    pauseMs: fc.integer({ min: 150, max: 1400 }),
  });
  return fc.array(sentence, { minLength: 1, maxLength: 30 }).map((sentences) => {
    let nowMs = 0;
    const records = sentences.map(({ text, pauseMs }, index) => {
      const startMs = nowMs + pauseMs;
      nowMs = startMs + Math.round((text.split(' ').length * 60_000) / wordsPerMinute);
      return { ...said(String(index), startMs, nowMs, text), language: 'en' } as JournalRecord;
    });
    return [...records, { type: 'session-end', atMs: nowMs }];
  });
}

/** Planning subtitles takes its time. */
const RUNS = { numRuns: 50 };

const PLAIN = { spoken: 'en', targets: [], formats: ['srt', 'vtt'] } as const;

/** Rules that hold at any speed of speech. */
function expectShape(cues: readonly ParsedCue[]): void {
  for (const [index, { startMs, endMs, lines }] of cues.entries()) {
    expect(lines.length).toBeLessThanOrEqual(2);
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(42);
    expect(endMs - startMs).toBeLessThanOrEqual(7000);
    const next = cues[index + 1];
    if (next) expect(next.startMs - endMs).toBeGreaterThanOrEqual(84);
  }
}

const perSecond = ({ lines, startMs, endMs }: ParsedCue): number => (lines.join(' ').length * 1000) / (endMs - startMs);

describe('subtitles of live sessions', () => {
  it('keep all rules at 180 words a minute', () => {
    fc.assert(
      fc.property(talkAt(180), (records) => {
        const files = filesOf(records, PLAIN);
        const cues = parseSrt(files['captions.en.srt'] ?? '');
        expect(cues.length).toBeGreaterThan(0);
        expect(parseVtt(files['captions.en.vtt'] ?? '')).toEqual(cues);
        expectShape(cues);
        for (const cue of cues) {
          expect(cue.endMs - cue.startMs).toBeGreaterThanOrEqual(1000);
          expect(perSecond(cue)).toBeLessThanOrEqual(20);
        }
      }),
      RUNS,
    );
  });

  it('give way only in how long they stand at 260 words a minute', () => {
    fc.assert(
      fc.property(talkAt(260), (records) => {
        const cues = parseSrt(filesOf(records, PLAIN)['captions.en.srt'] ?? '');
        expectShape(cues);
        const text = records.flatMap((record) => ('text' in record ? [record.text] : [])).join(' ');
        expect(cues.flatMap(({ lines }) => lines).join(' ')).toBe(text);
      }),
      RUNS,
    );
  });
});
