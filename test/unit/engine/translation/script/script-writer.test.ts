import { describe, expect, it } from 'vitest';
import { loadScriptWriter } from '../../../../../src/engine/translation/script/script-writer.ts';

const SIMPLIFIED = '大家好，今天我们一起玩这个游戏，请关注频道';
const TRADITIONAL = '大家好，今天我們一起玩這個遊戲，請關注頻道';

describe('a writer of scripts', () => {
  it.each([
    ['zh-Hant', SIMPLIFIED, TRADITIONAL],
    ['zh-TW', SIMPLIFIED, TRADITIONAL],
    ['zh-HK', SIMPLIFIED, TRADITIONAL],
    ['yue', SIMPLIFIED, TRADITIONAL],
    ['zh-TW', '他们在里面', '他們在裡面'],
    ['zh-HK', '他们在里面', '他們在裏面'],
    ['zh-TW', '头发里发现一只猫', '頭髮裡發現一隻貓'],
    ['zh', TRADITIONAL, SIMPLIFIED],
    ['zh-Hans', TRADITIONAL, SIMPLIFIED],
    ['zh-CN', '他們在裡面發現一隻貓', '他们在里面发现一只猫'],
    ['zh-TW', '皇后在台上，公里', '皇后在台上，公里'],
    ['zh-TW', TRADITIONAL, TRADITIONAL],
    ['zh', SIMPLIFIED, SIMPLIFIED],
    ['zh', '著名的乾隆', '著名的乾隆'],
    ['zh-TW', 'OBS Studio 42 :) こんにちは', 'OBS Studio 42 :) こんにちは'],
    ['sr-Latn', 'Здраво свима, ово је Љубав и ЊУЈОРК', 'Zdravo svima, ovo je Ljubav i NJUJORK'],
    ['sr-Latn', 'Džin i OBS', 'Džin i OBS'],
    ['sr-Cyrl', 'Zdravo svima, ovo je Ljubav i džep', 'Здраво свима, ово је Љубав и џеп'],
    ['sr-Cyrl', 'Injekcija i nadživeti, Twitch', 'Инјекција и надживети, Twitch'],
    ['sr-Cyrl', 'Ово је Minecraft', 'Ово је Minecraft'],
  ])('of %s writes %s as %s', async (tag, text, expected) => {
    const write = await loadScriptWriter(tag);
    expect(write?.(text)).toBe(expected);
    expect(write?.(expected)).toBe(expected);
  });

  it.each(['sr', 'ja', 'en', 'auto', 'uz-Cyrl'])('is none of %s', async (tag) => {
    expect(await loadScriptWriter(tag)).toBeUndefined();
  });
});
