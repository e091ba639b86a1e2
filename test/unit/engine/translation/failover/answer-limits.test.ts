import { describe, expect, it } from 'vitest';
import { settle } from '../../../../../src/testing/manual-clock.ts';
import { ChainRun, request, scripted } from './chain-run.ts';

describe('answers of translators', () => {
  it('are plain text in one line', async () => {
    const run = new ChainRun(scripted(1));
    const { ended } = await run.ask(request('Hello chat!'));
    run.engines[0]?.requests.at(-1)?.answer('¡Ho\u001b]0;title\u0007la\u202e,\n\n\0chat!\u009b2J');
    expect(await ended).toEqual(['¡Hola, chat!']);
  });

  it.each([
    ['letters', 'a'.repeat(3_000_000)],
    ['spaces between letters', `a${' '.repeat(100_000)}b`],
    ['a little more than four times the text', 'a'.repeat(60 + 4 * 11 + 1)],
    ['signs that say more', '字'.repeat(50)],
  ])('that are far too long (%s) fail, are counted, and another one answers', async (_what, answer) => {
    const run = new ChainRun(scripted(2));
    const { ended } = await run.ask(request('Hello chat!'));
    run.engines[0]?.requests.at(-1)?.answer(answer);
    await settle();
    run.engines[1]?.requests.at(-1)?.answer('¡Hola!');
    expect(await ended).toEqual(['¡Hola!']);
    expect(run.chain.status[0]?.failures).toEqual({ 'translator-bad-answer': 1 });
  });

  it('may be longer than a short text', async () => {
    const run = new ChainRun(scripted(1));
    const { ended } = await run.ask(request('OK'));
    run.engines[0]?.requests.at(-1)?.answer('De acuerdo, así lo haremos entonces.');
    expect(await ended).toEqual(['De acuerdo, así lo haremos entonces.']);
  });
});
