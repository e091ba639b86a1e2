import { describe, expect, it } from 'vitest';
import { startAddresses } from '../../../src/cli/start-addresses.ts';
import { parseConfig } from '../../../src/config/parse-config.ts';
import type { ConfigInput } from '../../../src/config/schema.ts';

function lines(config: ConfigInput, guests: readonly string[] = []): string[] {
  const session = {
    url: 'http://127.0.0.1:7474',
    token: 'secret',
    audienceUrls: config.server?.audience === true ? ['http://192.168.1.2:7480/watch'] : [],
    guestUrls: (page: string) => guests.map((host) => `https://${host}${page}#token=secret`),
  };
  return startAddresses(session, parseConfig(config)).map((spans) => spans.map(({ text }) => text).join(''));
}

describe('startAddresses', () => {
  it('tells of the index, the overlay, one address for each language, and the page to choose looks', () => {
    expect(lines({ translation: { targets: ['en', 'pt-BR'] } })).toEqual([
      'Overlingo        http://127.0.0.1:7474/',
      'Overlay          http://127.0.0.1:7474/overlay',
      '  in English     http://127.0.0.1:7474/overlay?lang=en',
      '  in Portuguese (Brazil)  http://127.0.0.1:7474/overlay?lang=pt-BR',
      'Preview, looks   http://127.0.0.1:7474/demo',
      'Controls, dock   http://127.0.0.1:7474/dock',
    ]);
  });

  it('tells of no language where nothing is translated', () => {
    expect(lines({}).filter((line) => line.includes('lang='))).toEqual([]);
  });

  it('tells of the page for viewers where they are let in', () => {
    expect(lines({ server: { audience: true } })).toContain('For viewers      http://192.168.1.2:7480/watch');
  });

  it('tells browsers, programs and other devices theirs', () => {
    const told = lines({ audio: { inputs: ['browser'] }, server: { programs: true, lan: true } }, ['10.0.0.2:7475']);
    expect(told.slice(4)).toEqual([
      'Microphone page  http://127.0.0.1:7474/microphone',
      'Captions on other devices  https://10.0.0.2:7475/overlay#token=secret',
      'Microphone on other devices  https://10.0.0.2:7475/microphone#token=secret',
      'For programs     ws://127.0.0.1:7474/stream  token secret',
    ]);
    expect(lines({ server: { lan: true } })).toContain('Other devices cannot come in: this PC is in no network.');
  });
});
