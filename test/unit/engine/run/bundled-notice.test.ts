import { expect, it } from 'vitest';
import { bundledNotice } from '../../../../src/engine/run/bundled-notice.ts';
import { OnceTold } from '../../../../src/engine/run/once-told.ts';
import { StatusBoard } from '../../../../src/engine/run/status-board.ts';
import { Metrics } from '../../../../src/engine/pipeline/metrics.ts';
import type { EngineOutput } from '../../../../src/engine/pipeline/output.ts';
import { notice } from '../../../../src/engine/pipeline/notice.ts';
import { ALL_BUNDLED_NOTICE } from '../../../../src/engine/translation/local/bundled-models-notice.ts';

const speech = notice('transcription', {
  level: 'info',
  code: 'bundled-model',
  message: 'Few words.',
  hint: 'Get more.',
});

it('says in one notice that both kinds of models are bundled', () => {
  const both = bundledNotice(speech, ALL_BUNDLED_NOTICE);
  expect(both.coversTranslation).toBe(true);
  expect(both.speech.message).toContain('understand and translate only about 450 words');
  expect(both.speech.hint).toMatch(/^Get more\. .*overlingo models get/u);
});

it.each([
  ['nobody translates', undefined],
  ['somebody else translates', 'The vendor keeps texts for a day.'],
])('says what is so where %s', (_what, translation) => {
  expect(bundledNotice(speech, translation)).toEqual({ speech, coversTranslation: false });
});

it('is told of each of several speech models, and of translation models once with the bundled one', () => {
  const told: EngineOutput[] = [];
  const once = new OnceTold((output) => told.push(output));
  const other = notice('transcription', { level: 'info', code: 'recognizer-warning', message: 'Another model.' });
  once.bundled([other, speech], ALL_BUNDLED_NOTICE);
  once.publish(notice('translation', { level: 'info', code: 'translator-notice', message: ALL_BUNDLED_NOTICE }));
  expect(told).toEqual([other, bundledNotice(speech, ALL_BUNDLED_NOTICE).speech]);
});

it('stays on the board, however much is told after it', () => {
  const board = new StatusBoard(new Metrics());
  board.add(speech);
  for (let count = 0; count < 50; count += 1) {
    board.add(notice('capture', { level: 'warning', code: 'clipping', message: `Too loud ${count}.` }));
  }
  const { notices } = board.status(0, []);
  expect(notices).toHaveLength(20);
  expect([notices[0], notices.at(-1)?.message]).toEqual([speech, 'Too loud 49.']);
});
