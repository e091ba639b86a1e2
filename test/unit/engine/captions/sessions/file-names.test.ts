import { describe, expect, it } from 'vitest';
import { recordingStem, sessionFiles } from '../../../../../src/engine/captions/sessions/file-names.ts';

const namesOf = (...header: Parameters<typeof sessionFiles>): string[] =>
  sessionFiles(...header).map(({ name }) => name);

describe('files of a session', () => {
  it('are one for each language and format, and one with JSON lines', () => {
    expect(namesOf('captions', { spoken: 'es', targets: ['en', 'pt-BR'], formats: ['srt', 'jsonl'] })).toEqual([
      'captions.es.srt',
      'captions.en.srt',
      'captions.pt-BR.srt',
      'captions.jsonl',
    ]);
  });

  it('are named by no language where it has to be heard, and are not there twice', () => {
    expect(namesOf('a', { targets: ['en'], formats: ['txt', 'txt'] })).toEqual(['a.spoken.txt', 'a.en.txt']);
    expect(namesOf('a', { spoken: 'en-GB', targets: ['en'], formats: ['txt'] })).toEqual(['a.en.txt']);
  });
});

describe('files of a recording', () => {
  it.each([
    ['/videos/2026-11-27 20-15-03.mkv', '2026-11-27 20-15-03'],
    ['C:\\Videos\\Folge 3.mp4', 'Folge 3'],
    ['C:/Videos/talk.v2.mkv', 'talk.v2'],
    ['a:b*c?.mkv', 'b_c_'],
    ['what "now" <x>|y.mkv', 'what _now_ _x_y'],
    ['con.mkv', 'con_'],
    ['Con.es.mkv', 'Con_.es'],
    ['aux .x.mkv', 'aux_ .x'],
    ['console.mkv', 'console'],
    ['half \ud83d.mkv', 'half _'],
    ['../../notes.mkv', 'notes'],
    ['', '_'],
    ['...', '_'],
    ['captions.mkv', 'captions-2'],
    ['Journal.mkv', 'Journal-2'],
  ])('are called like %s', (recording, expected) => {
    expect(recordingStem(recording, ['journal', 'captions'])).toBe(expected);
  });

  it('have room for their endings, also with long names of wide characters', () => {
    const stem = recordingStem(`${'録画'.repeat(200)}.mkv`, []);
    expect(Buffer.byteLength(stem)).toBeLessThanOrEqual(180);
    expect(stem).toMatch(/^(?:録画)+録?$/u);
  });

  it('are numbered where the recorder gives one name twice', () => {
    expect(recordingStem('Talk.mkv', ['talk', 'talk-2'])).toBe('Talk-3');
  });
});
