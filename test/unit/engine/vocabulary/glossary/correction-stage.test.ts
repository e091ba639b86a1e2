import { describe, expect, it } from 'vitest';
import { correctionStage } from '../../../../../src/engine/vocabulary/glossary/correction-stage.ts';
import { Glossary } from '../../../../../src/engine/vocabulary/glossary/glossary.ts';
import { parseGlossary } from '../../../../../src/engine/vocabulary/glossary/parse-glossary.ts';
import { discard, final, partial, translation } from '../../../../support/caption-builders.ts';
import { run, shown } from '../stage-run.ts';

function glossary(line: string, revision = 1): Glossary {
  return new Glossary(parseGlossary('g.tsv', `term\tsounds-like\tlanguage\n${line}`), revision);
}

describe('correctionStage', () => {
  it('puts terms right in the transcripts of each utterance, and changes nothing else', async () => {
    const events = [
      partial('a', 1, 'I use over', ' lingo'),
      partial('b', 1, 'over', ''),
      translation('a', 1, 'es', 'over lingo'),
      partial('a', 2, 'I use over lingo', ' today'),
      discard('b', 2),
      partial('a', 3, 'I use over lingo today', ''),
      final('a', 4, 'I use over lingo today.'),
      final('c', 1, 'over lingo', 'de'),
    ];
    const corrected = await run(correctionStage({ current: glossary('Overlingo\tover lingo\ten') }), events);
    expect(corrected.map(shown)).toEqual([
      'I use| Overlingo',
      '|over',
      'over lingo',
      'I use Overlingo| today',
      'no-speech',
      'I use Overlingo today|',
      'I use Overlingo today.',
      'over lingo',
    ]);
    const withoutText = (list: readonly object[]): object[] =>
      list.map((event) => ({ ...event, text: '', stableText: '', unstableText: '' }));
    expect(withoutText(corrected)).toEqual(withoutText(events));
  });

  it('uses a new glossary at once, but keeps what was stable', async () => {
    const source = { current: glossary('Overlingo\tover lingo') };
    const stage = correctionStage({
      get current() {
        return source.current;
      },
    });
    const stream = [partial('a', 1, 'over lingo is'), final('a', 2, 'over lingo is over lingo')];
    const texts: string[] = [];
    const context = { signal: new AbortController().signal } as Parameters<typeof stage>[1];
    const input = (async function* () {
      await Promise.resolve();
      yield* stream;
    })();
    for await (const event of stage(input, context)) {
      texts.push(shown(event));
      source.current = glossary('Lingo Live\tover lingo', 2);
    }
    expect(texts).toEqual(['Overlingo is|', 'Overlingo is Lingo Live']);
  });
});
