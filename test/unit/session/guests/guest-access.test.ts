import { X509Certificate } from 'node:crypto';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openGuestAccess, type GuestAccess } from '../../../../src/session/guests/guest-access.ts';

const NOW_MS = Date.UTC(2031, 4, 1);
const DAY_MS = 86_400_000;
const HOSTS = ['192.168.1.5', 'studio', 'localhost'];

let base = '';
let folder = '';
let file = '';

beforeEach(async () => {
  base = await mkdtemp(path.join(os.tmpdir(), 'overlingo-access-'));
  folder = path.join(base, 'overlingo');
  file = path.join(folder, 'guest-access.json');
});
afterEach(() => rm(base, { recursive: true }));

const open = ({ hosts = HOSTS, newToken = false, nowMs = NOW_MS } = {}): Promise<GuestAccess> =>
  openGuestAccess({ folder, hosts, newToken, nowMs });

const codes = ({ notices }: GuestAccess): string[] => notices.map(({ code }) => code);

const namesOf = ({ certificate }: GuestAccess): string => new X509Certificate(certificate.cert).subjectAltName ?? '';

describe('the access of guests', () => {
  it('is the same at the next start', async () => {
    const first = await open();
    expect(first.token.value).toMatch(/^[\w-]{32}$/);
    expect(namesOf(first)).toBe('IP Address:192.168.1.5, DNS:studio, DNS:localhost');
    const second = await open({ nowMs: NOW_MS + 30 * DAY_MS });
    expect(second.token.value).toBe(first.token.value);
    expect(second.certificate).toEqual(first.certificate);
    expect([...codes(first), ...codes(second)]).toEqual([]);
  });

  it.skipIf(process.platform === 'win32')('is in a file of its own that nobody else can read', async () => {
    await open();
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect((await stat(folder)).mode & 0o777).toBe(0o700);
    expect(await readdir(folder)).toEqual(['guest-access.json']);
  });

  it('has a new token where that is asked for, and the same certificate', async () => {
    const first = await open();
    const second = await open({ newToken: true });
    expect(second.token.value).not.toBe(first.token.value);
    expect(second.certificate).toEqual(first.certificate);
    expect(codes(second)).toEqual(['token-renewed']);
    expect((await open()).token.value).toBe(second.token.value);
  });

  it.each([
    ['it ends within a day', { nowMs: NOW_MS + 799.5 * DAY_MS }, 'has expired'],
    ['the clock stands before its time', { nowMs: NOW_MS - 2 * DAY_MS }, 'has expired'],
    ['this PC has another address', { hosts: ['10.0.0.7', ...HOSTS] }, 'other addresses'],
  ])('has a new certificate where %s, and the same token', async (_why, options, reason) => {
    const first = await open();
    const second = await open(options);
    expect(second.certificate.cert).not.toBe(first.certificate.cert);
    expect(second.token.value).toBe(first.token.value);
    expect(second.notices).toMatchObject([
      { code: 'certificate-renewed', message: expect.stringContaining(reason) as string },
    ]);
    expect(codes(await open(options))).toEqual([]);
  });

  it('needs no new certificate where an address is gone', async () => {
    const first = await open();
    expect((await open({ hosts: ['studio'] })).certificate).toEqual(first.certificate);
  });

  it.each([
    ['no JSON', () => '{"token": "cut off'],
    ['a short token', (text: string) => text.replace(/"token": "[^"]+"/, '"token": "x"')],
    ['nothing', () => ''],
  ])('is new where the file holds %s, and that is told', async (_what, damage) => {
    const first = await open();
    await writeFile(file, damage(await readFile(file, 'utf8')));
    const second = await open();
    expect(second.token.value).not.toBe(first.token.value);
    expect(codes(second)).toEqual(['token-renewed']);
    expect((await open()).token.value).toBe(second.token.value);
  });

  it.each([
    [
      'the key of another certificate',
      async () => (await openGuestAccess({ ...elsewhere(), newToken: false })).certificate.key,
    ],
    ['no key', () => Promise.resolve('-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n')],
  ])('has a new certificate where the file holds %s', async (_what, key) => {
    const first = await open();
    const kept = JSON.parse(await readFile(file, 'utf8')) as { certificate: object };
    await writeFile(file, JSON.stringify({ ...kept, certificate: { ...kept.certificate, key: await key() } }));
    const second = await open();
    expect(second.token.value).toBe(first.token.value);
    expect(second.notices).toMatchObject([
      { code: 'certificate-renewed', message: expect.stringContaining('damaged') as string },
    ]);
  });

  it.skipIf(process.platform === 'win32')(
    'is closed to others where they could read it, and that is told',
    async () => {
      const first = await open();
      await chmod(file, 0o644);
      const second = await open();
      expect((await stat(file)).mode & 0o777).toBe(0o600);
      expect(second.token.value).toBe(first.token.value);
      expect(second.notices).toMatchObject([
        { code: 'token-was-readable', hint: expect.stringContaining('--new-token') as string },
      ]);
    },
  );

  it('serves this run where it cannot be kept, and that is told', async () => {
    await writeFile(folder, 'a file where the folder should be');
    const access = await open();
    expect(access.token.matches(access.token.value)).toBe(true);
    expect(access.notices).toMatchObject([
      { code: 'token-not-kept', message: expect.stringContaining(file) as string },
    ]);
  });

  it('is refused with the name of the file where that cannot be read', async () => {
    await mkdir(file, { recursive: true });
    await expect(open()).rejects.toMatchObject({
      code: 'server-failed',
      message: expect.stringContaining(file) as string,
    });
  });

  function elsewhere() {
    return { folder: path.join(base, 'other'), hosts: HOSTS, nowMs: NOW_MS };
  }
});
