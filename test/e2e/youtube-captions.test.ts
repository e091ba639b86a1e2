import { describe, expect, it } from 'vitest';
import { startProxyServer } from '../support/proxy-server.ts';
import { jsonLines, startCli } from '../support/run-cli.ts';
import { startCaptionServer } from '../support/youtube-server.ts';

const CLIP = ['--input', 'file:test/fixtures/heldout/es01.wav', '--language', 'es', '--translate', 'en'];

describe('overlingo start --youtube-captions', () => {
  it('sends what it translates through the proxy of the system, and shows the address nowhere', async () => {
    await using server = await startCaptionServer();
    const { port, search } = new URL(server.address);
    await using proxy = await startProxyServer({ port: Number(port) });
    const env = {
      ...process.env,
      ...{ HTTP_PROXY: proxy.url, NO_PROXY: '', http_proxy: proxy.url, no_proxy: '' },
      OVERLINGO_YOUTUBE_CAPTION_URL: `http://youtube.test/closedcaption${search}`,
    };
    const args = [...CLIP, '--youtube-captions', 'en', '--json', '--log', 'debug', '--port', '0'];
    const { child, ended } = startCli(['start', ...args], env);
    child.stdin.end();
    const { code, stdout, stderr } = await ended;
    expect(code, stderr).toBe(0);
    const translated = jsonLines(stdout).filter(({ type }) => type === 'translation-final');
    expect(translated.length).toBeGreaterThan(0);
    const sent = server.captions.map(({ text }) => text.replaceAll('<br>', ' '));
    expect(sent).toEqual(translated.map(({ text }) => text));
    expect(server.problems).toEqual([]);
    expect(proxy.seen.length).toBeGreaterThan(1);
    expect(stdout + stderr).not.toContain(server.key);
  });

  it('tells once that the address is wrong, and captions go on', async () => {
    await using server = await startCaptionServer();
    const env = { ...process.env, OVERLINGO_YOUTUBE_CAPTION_URL: server.address.replace(server.key, 'planted') };
    const { child, ended } = startCli(['start', ...CLIP, '--youtube-captions', 'en', '--json', '--port', '0'], env);
    child.stdin.end();
    const { code, stdout: told, stderr } = await ended;
    expect(code, stderr).toBe(0);
    expect(told).toContain('YouTube refuses the captions (status 403).');
    expect(jsonLines(told).filter(({ code: notice }) => notice === 'output-failed')).toHaveLength(1);
    expect(jsonLines(told).filter(({ type }) => type === 'translation-final').length).toBeGreaterThan(0);
    expect(told + stderr).not.toContain('planted');
    expect(server.captions).toEqual([]);
  });
});
