import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  journalLine,
  journalStart,
  parseJournal,
  recordingEvent,
  recordingRecord,
  type JournalHeader,
  type JournalRecord,
} from '../../../../../src/engine/captions/sessions/journal.ts';
import { anyText } from '../../../../support/any-text.ts';
import { utteranceId } from '../../../../support/caption-builders.ts';

const HEADER: JournalHeader = {
  startedAt: '2026-11-27T19:15:03.000Z',
  targets: ['en'],
  formats: ['srt'],
  pid: 1,
  host: 'here',
};

function said(text: string): JournalRecord {
  return { type: 'transcript-final', utteranceId: utteranceId('1'), startMs: 0, endMs: 1000, language: 'es', text };
}

describe('the journal of a session', () => {
  it('gives back what was written, whatever was said', () => {
    fc.assert(
      fc.property(fc.array(anyText), (texts) => {
        const records = texts.map(said);
        const text = journalStart(HEADER) + records.map(journalLine).join('');
        expect(parseJournal(text)).toEqual({ header: HEADER, records, damaged: 0 });
      }),
    );
  });

  it('gives back what a recorder told', () => {
    const event = { type: 'started', atMs: 5000.4, name: '/videos/a.mkv' } as const;
    const record = recordingRecord(event, 2000);
    expect(record).toEqual({ type: 'recording', event: 'started', atMs: 3000, name: '/videos/a.mkv' });
    expect(recordingEvent(record)).toEqual({ type: 'started', atMs: 3000, name: '/videos/a.mkv' });
    expect(recordingEvent(recordingRecord({ type: 'paused', atMs: 1000 }, 2000))).toEqual({
      type: 'paused',
      atMs: -1000,
    });
  });

  it('passes over what a newer program has written, and counts what makes no sense', () => {
    const lines = [
      '{"type":"applause","atMs":3}',
      '\u0000\u0000',
      '{"type":"transcript-final","te',
      journalLine(said('Hola.')),
    ];
    const journal = parseJournal(`${journalStart(HEADER)}${lines.join('\n')}`);
    expect([journal?.records, journal?.damaged]).toEqual([[said('Hola.')], 2]);
  });

  it.each(['1e999', '1e300', '-1e15', '"0"', 'null'])('has no line with the time %s', (time) => {
    const lines = [
      `{"type":"transcript-final","utteranceId":"1","startMs":0,"endMs":${time},"language":"es","text":"Hola."}`,
      `{"type":"recording","event":"started","atMs":${time},"name":"a.mkv"}`,
      `{"type":"session-end","atMs":${time}}`,
    ];
    expect(parseJournal(`${journalStart(HEADER)}${lines.join('\n')}`)).toEqual({
      header: HEADER,
      records: [],
      damaged: 3,
    });
  });

  it.each(['', '/../../../notes', '..', 'en.srt', 'C:\\notes', 'e\u0000n', 'x'.repeat(300)])(
    'is none where %j stands for a language, since names of files are made of them',
    (tag) => {
      expect(parseJournal(journalStart({ ...HEADER, targets: [tag] }))).toBeUndefined();
      expect(parseJournal(journalStart({ ...HEADER, spoken: tag }))).toBeUndefined();
    },
  );

  it.each(['', '{}', 'hello', '{"type":"session","version":2}'])('is none where it begins with %j', (first) => {
    expect(parseJournal(`${first}\n${journalLine(said('Hola.'))}`)).toBeUndefined();
  });
});
