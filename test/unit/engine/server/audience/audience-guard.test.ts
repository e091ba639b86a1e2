import type { IncomingMessage } from 'node:http';
import { describe, expect, it } from 'vitest';
import { createAudienceGuard } from '../../../../../src/engine/server/audience/audience-guard.ts';

const guard = createAudienceGuard({ port: 7480, ownNames: ['mypc', 'mypc.local'], hosts: ['Captions.example.org'] });
const from = (headers: Record<string, string>): IncomingMessage => ({ headers }) as unknown as IncomingMessage;

describe('the door of viewers', () => {
  it.each(['192.168.1.2:7480', '127.0.0.1:7480', '[::1]:7480', 'mypc.local:7480', 'MyPC:7480', 'captions.example.org'])(
    'answers to %s',
    (host) => expect(guard.checkHost(from({ host }))).toBeUndefined(),
  );

  it.each([
    '',
    'evil.example',
    'evil.example:7480',
    '192.168.1.2',
    'mypc:80',
    'x@mypc:7480/',
    'captions.example.org.evil',
  ])('does not answer to "%s"', (host) => expect(guard.checkHost(from({ host }))).toMatchObject({ status: 421 }));

  it('lets its own page connect, also where a proxy has put another name into the Host header', () => {
    const allowed = [
      { host: '192.168.1.2:7480' },
      { host: '192.168.1.2:7480', origin: 'http://192.168.1.2:7480', 'sec-fetch-site': 'same-origin' },
      { host: 'captions.example.org', origin: 'https://captions.example.org' },
      { host: '127.0.0.1:7480', origin: 'https://captions.example.org:8443' },
    ];
    expect(allowed.map((headers) => guard.checkSocket(from(headers)))).toEqual(allowed.map(() => undefined));
  });

  it('lets no other site connect', () => {
    const refused = [
      { host: '192.168.1.2:7480', origin: 'https://evil.example' },
      { host: '192.168.1.2:7480', origin: 'http://192.168.1.2:7474' },
      { host: '192.168.1.2:7480', origin: 'null' },
      { host: '192.168.1.2:7480', origin: 'https://captions.example.org/path' },
      { host: '192.168.1.2:7480', 'sec-fetch-site': 'cross-site' },
    ];
    expect(refused.map((headers) => guard.checkSocket(from(headers))?.status)).toEqual(refused.map(() => 403));
  });
});
