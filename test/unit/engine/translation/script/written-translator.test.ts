import { describe, expect, it } from 'vitest';
import { loadScriptWriter } from '../../../../../src/engine/translation/script/script-writer.ts';
import { WrittenTranslator } from '../../../../../src/engine/translation/script/written-translator.ts';
import { ScriptedTranslator } from '../../../../../src/testing/scripted-translator.ts';
import { translationRequest } from '../translation-request.ts';

async function writtenIn(tag: string, inner: ScriptedTranslator): Promise<WrittenTranslator> {
  const write = await loadScriptWriter(tag);
  if (!write) throw new Error('there is no writer');
  return new WrittenTranslator(inner, write);
}

const signal = new AbortController().signal;

describe('a written translator', () => {
  it('writes what comes in the script of the target', async () => {
    const inner = new ScriptedTranslator();
    const translator = await writtenIn('zh-Hant', inner);
    const answers = translator.translate(translationRequest('Hola', { targetLanguage: 'zh-Hant' }), { signal });
    const first = answers.next();
    inner.requests[0]?.soFar('我们');
    expect((await first).value).toBe('我們');
    const last = answers.next();
    inner.requests[0]?.answer('我们玩这个游戏');
    expect((await last).value).toBe('我們玩這個遊戲');
  });

  it('goes from one script of a language to the other by itself', async () => {
    const inner = new ScriptedTranslator({ unsupported: ['zh-TW'] });
    const translator = await writtenIn('zh-Hans', inner);
    const request = translationRequest('我們玩遊戲', { sourceLanguage: 'zh-TW', targetLanguage: 'zh-Hans' });
    expect(translator.unsupported('zh-TW', 'zh-Hans')).toBeUndefined();
    expect((await translator.translate(request, { signal }).next()).value).toBe('我们玩游戏');
    expect(inner.requests).toEqual([]);
  });
});
