import { describe, expect, it } from 'vitest';
import { textsOf, type TextChoice } from '../../../../../src/overlay/shared/captions/cue-text.ts';
import { chooseLanguage } from '../../../../../src/overlay/shared/captions/language-choice.ts';
import type { CaptionEvent } from '../../../../../src/protocol/caption-event.ts';
import { applyCaptionEvent, type Cue } from '../../../../../src/protocol/cue.ts';
import { final, partial, translation } from '../../../../support/caption-builders.ts';

function cueAfter(...events: CaptionEvent[]): Cue {
  return events.reduce<readonly Cue[]>(applyCaptionEvent, [])[0]!;
}

const choice = (layout: TextChoice['layout'], language?: string, sources: string[] = []): TextChoice => ({
  layout,
  language,
  sources,
});

describe('the language of the translation', () => {
  it('is the first of the engine where none is asked for', () => {
    expect(chooseLanguage(undefined, ['fr', 'de'])).toBe('fr');
    expect(chooseLanguage(undefined, [])).toBeUndefined();
  });

  it('is the nearest one that the engine has', () => {
    expect(chooseLanguage('PT-br', ['fr', 'pt-BR'])).toBe('pt-BR');
    expect(chooseLanguage('pt', ['fr', 'pt-BR'])).toBe('pt-BR');
    expect(chooseLanguage('ja', ['fr'])).toBe('ja');
  });
});

describe('the texts of a cue', () => {
  const cue = cueAfter(final('a', 1, 'Hello.'), translation('a', 1, 'fr', 'Bonjour.'));

  it('follow the layout', () => {
    expect(textsOf(cue, choice('source', 'fr'))).toMatchObject({ main: { text: 'Hello.', language: 'en' } });
    expect(textsOf(cue, choice('translation', 'fr'))).toMatchObject({ main: { text: 'Bonjour.', language: 'fr' } });
    expect(textsOf(cue, choice('dual', 'fr'))).toMatchObject({
      main: { text: 'Bonjour.' },
      source: { text: 'Hello.' },
    });
  });

  it('are what was said where there is no target language', () => {
    expect(textsOf(cue, choice('translation'))).toMatchObject({ main: { text: 'Hello.' } });
  });

  it('wait for the translation', () => {
    expect(textsOf(cue, choice('translation', 'de'))).toEqual({});
    expect(textsOf(cue, choice('dual', 'de')).main).toBeUndefined();
  });

  it('need no translation into the spoken language', () => {
    const texts = textsOf(cue, choice('dual', 'en-GB'));
    expect([texts.main?.text, texts.source]).toEqual(['Hello.', undefined]);
  });

  it('say where nothing could translate', () => {
    const failed = cueAfter(final('a', 1, 'Hello.'), { ...translation('a', 1, 'fr', 'Hello.'), untranslated: true });
    expect(textsOf(failed, choice('dual', 'fr'))).toEqual({
      main: { text: 'Hello.', stableLength: 6, language: 'en', final: true, untranslated: true },
    });
  });

  it('begin with the name of the speaker, which is stable', () => {
    const spoken = { ...partial('a', 1, 'We have', ' to'), speaker: 'Anna' };
    expect(textsOf(cueAfter(spoken), choice('source')).main).toMatchObject({
      label: 'Anna: ',
      text: 'Anna: We have to',
      stableLength: 13,
    });
  });

  it('tell what is stable', () => {
    const { main } = textsOf(cueAfter(partial('a', 1, 'We have to', ' find it')), choice('source'));
    expect(main).toMatchObject({ text: 'We have to find it', stableLength: 10, final: false });
    expect(textsOf(cueAfter(partial('a', 1, 'So', ', yes')), choice('source')).main?.text).toBe('So, yes');
  });

  it('are of the wanted sources and speakers only', () => {
    expect(textsOf(cue, choice('source', 'fr', ['guest']))).toEqual({});
    expect(textsOf(cue, choice('source', 'fr', ['guest', 'mic'])).main).toBeDefined();
    expect(textsOf({ ...cue, speaker: 'Anna' }, choice('source', 'fr', ['anna'])).main).toBeDefined();
  });
});
