import { describe, expect, it } from 'vitest';
import { settle } from '../../../../../src/testing/manual-clock.ts';
import { ChainRun, request, scripted } from './chain-run.ts';

describe('a chain of translators that keeps answers', () => {
  it('answers a short sentence that was said before by itself, until the terms change', async () => {
    const run = new ChainRun(scripted(1));
    const long = 'This is a sentence that is longer than those.';
    for (const text of ['Hello chat!', long]) {
      await run.ask(request(text));
      run.engines[0]?.requests.at(-1)?.answer('¡Hola!');
      await settle();
    }
    expect(await (await run.ask(request('Hello chat!'))).ended).toEqual(['¡Hola!']);
    expect(run.cacheHits).toBe(1);
    await run.ask(request(long));
    expect(run.engines[0]?.requests).toHaveLength(3);
    run.chain.termsChanged();
    const { ended } = await run.ask(request('Hello chat!'));
    expect(run.engines[0]?.requests).toHaveLength(4);
    // This answer was made with terms that change meanwhile.
    run.chain.termsChanged();
    run.engines[0]?.requests.at(-1)?.answer('¡Hola!');
    await ended;
    await run.ask(request('Hello chat!'));
    expect(run.engines[0]?.requests).toHaveLength(5);
  });

  it('does not keep the answer of an engine that only stands in', async () => {
    const run = new ChainRun(scripted(2));
    const { ended } = await run.ask(request('Hello chat!'));
    run.fail(0, 'translator-refused');
    await settle();
    run.engines[1]?.requests[0]?.answer('Hola charla.');
    expect(await ended).toEqual(['Hola charla.']);
    await run.ask(request('Hello chat!'));
    expect(run.engines[0]?.requests).toHaveLength(2);
    expect(run.cacheHits).toBe(0);
  });
});
