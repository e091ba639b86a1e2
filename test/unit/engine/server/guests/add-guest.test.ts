import { describe, expect, it } from 'vitest';
import { EngineError } from '../../../../../src/engine/errors.ts';
import { addGuest, guestRefusal } from '../../../../../src/engine/server/guests/add-guest.ts';
import type { SourceConfig } from '../../../../../src/engine/pipeline/source.ts';
import { samplesCapture } from '../../../../support/samples-capture.ts';

const capture = samplesCapture(new Float32Array(0));

/** The source that becomes of a guest. */
async function sourceOf(guest: { name?: string; language?: string }): Promise<SourceConfig | undefined> {
  const added: SourceConfig[] = [];
  const add = (source: SourceConfig) => {
    added.push(source);
    return Promise.resolve({ done: Promise.resolve(), remove: () => undefined });
  };
  const common = { language: 'auto', candidates: ['es', 'en'] };
  await addGuest({ add }, { id: 'guest-1', name: '', capture, ...guest }, common, { shown: true });
  return added[0];
}

describe('addGuest', () => {
  it('listens to what the guest says that it speaks, else to what the streamer says', async () => {
    expect(await sourceOf({ language: 'de' })).toEqual({ id: 'guest-1', capture, language: 'de' });
    expect(await sourceOf({ language: 'auto' })).toEqual({ id: 'guest-1', capture, language: 'auto' });
    expect(await sourceOf({})).toEqual({ id: 'guest-1', capture, language: 'auto', candidates: ['es', 'en'] });
  });

  it('shows its name where it has one', async () => {
    expect(await sourceOf({ name: 'Ana' })).toMatchObject({ speaker: 'Ana' });
    expect(await sourceOf({})).not.toHaveProperty('speaker');
  });
});

describe('guestRefusal', () => {
  it.each([
    [new EngineError('language-unsupported', 'No.'), 'language-unsupported'],
    [new EngineError('language-unknown', 'No.'), 'language-unsupported'],
    [new EngineError('recognizer-failed', 'Not yet.', { retryable: true }), 'try-later'],
    [new EngineError('input-damaged', 'It broke.'), 'internal'],
    [new Error('unexpected'), 'internal'],
  ])('says what is to be done about %o', (error, code) => {
    expect(guestRefusal(error)).toBe(code);
  });
});
