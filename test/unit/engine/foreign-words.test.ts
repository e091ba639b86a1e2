import { describe, expect, it } from 'vitest';
import { EngineError, toEngineError } from '../../../src/engine/errors.ts';
import { createLogger } from '../../../src/engine/log.ts';
import { notice } from '../../../src/engine/pipeline/notice.ts';
import { StatusBoard } from '../../../src/engine/run/status-board.ts';
import { Metrics } from '../../../src/engine/pipeline/metrics.ts';
import { parseHello } from '../../../src/engine/server/audio-messages.ts';
import { parseClientMessage } from '../../../src/engine/server/stream/client-messages.ts';
import { cleanHypothesis, cleanStreamText } from '../../../src/engine/transcription/clean-heard.ts';
import { GlossaryError } from '../../../src/engine/vocabulary/glossary/glossary-problem.ts';
import { parseGlossary } from '../../../src/engine/vocabulary/glossary/parse-glossary.ts';

const NAME = 'Yeti\u001b[2J\u001b]0;title\u0007\u202e\u200b\u0085Stereo';
const CLEAN = 'Yeti Stereo';

describe('the words of others', () => {
  it('are clean in errors, in their hints and in what is made of them', () => {
    const error = new EngineError('usage', `There is no ${NAME}.`, { hint: `Plug in ${NAME}.` });
    expect([error.message, error.hint]).toEqual([`There is no ${CLEAN}.`, `Plug in ${CLEAN}.`]);
    expect(EngineError.from({ ...error.toJSON(), message: NAME }).message).toBe(CLEAN);
    expect(toEngineError(error)).toBe(error);
  });

  it('make no line of their own in the list of what is wrong with a glossary', () => {
    const problems = [
      { line: 1, column: NAME, text: 'this column is not known' },
      { line: 2, text: `wrong\noverlingo: all is well ${NAME}` },
    ];
    const { message } = new GlossaryError(`${NAME}.tsv`, problems);
    expect(message.split('\n')).toHaveLength(3);
    expect(message).not.toMatch(/(?!\n)\p{Cc}|\u202e/u);
  });

  it('are clean in notices and in the status', () => {
    const told = notice('capture', { level: 'info', code: 'browser-joined', message: NAME, hint: NAME });
    expect([told.message, told.hint]).toEqual(['Yeti\nStereo', 'Yeti\nStereo']);
    const board = new StatusBoard(new Metrics());
    board.set('capture', 'working', NAME);
    expect(board.status(0, []).stages).toEqual([{ stage: 'capture', state: 'working', detail: 'Yeti\nStereo' }]);
  });

  it('are clean in the log, one line for each message', () => {
    const lines: string[] = [];
    createLogger('debug', (line) => lines.push(line)).debug(`printed: ${NAME}`, { said: `${NAME}\n` });
    expect(lines.join()).not.toMatch(/\p{Cc}|\u202e/u);
    expect(lines.join()).toContain(`debug printed: ${CLEAN} {"said":"Yeti\\u001b[2J`);
  });

  it('are clean in the names of guests', () => {
    const hello = { protocol: 1, session: 'a'.repeat(16), kind: 'microphone', name: `${NAME} 👩‍🎤` };
    expect(parseHello(hello)?.name).toBe(`${CLEAN} 👩‍🎤`);
    const message = parseClientMessage(JSON.stringify({ type: 'hello', name: 'Ro\u202ebot\u200b' }));
    expect(message).toEqual({ type: 'hello', name: 'Robot' });
  });

  it('are clean in what a recogniser has heard, and in one line', () => {
    const words = [{ text: ' Yeti\u001b[2J', startMs: 0, endMs: 1 }];
    expect(cleanHypothesis({ text: NAME, language: 'e\u001bn', endedByLength: false, words })).toEqual({
      text: 'Yeti Stereo',
      language: 'e',
      endedByLength: false,
      words: [{ text: ' Yeti', startMs: 0, endMs: 1 }],
    });
    const stream = { committed: 'We are\n', tentative: 'back\r\nagain', language: 'en' };
    expect(cleanStreamText(stream, false)).toEqual({ committed: 'We are ', tentative: 'back again', language: 'en' });
  });

  it('are clean in a glossary, whose control characters are told', () => {
    const [term] = parseGlossary('a.tsv', 'term\tsounds-like\tes\nYe\u202eti\tyet\u200bi|jeti\u2069\tYe\u{e0041}ti\n');
    expect(term).toMatchObject({ term: 'Yeti', soundsLike: ['yeti', 'jeti'], translations: new Map([['es', 'Yeti']]) });
    expect(() => parseGlossary('a.tsv', 'term\nYe\u001bti\n')).toThrow('another control character');
  });
});
