import type { Socket } from 'socket.io-client';
import { describe, expect, it, vi } from 'vitest';
import type { AudioFrame } from '../../../../src/engine/audio/audio-frame.ts';
import { SESSION, startAudioServer, type TestPage } from './audio-support.ts';
import { expectAll } from '../../../support/expect-all.ts';

const untyped = ({ page }: TestPage): Socket => page;

describe('sound of a page', () => {
  it.each(['websocket', 'polling'])('arrives as it was sent, and is confirmed, over %s', async (transport) => {
    await using engine = await startAudioServer();
    const page = engine.open({ transports: [transport] });
    expect(await page.hello({ language: 'de' })).toEqual({ ok: true, resumed: false });
    const [session] = engine.sessions;
    const frames: AudioFrame[] = [];
    void (async () => {
      for await (const frame of session!.capture.frames(session!.ended)) frames.push(frame);
    })();
    page.say(1000, 16);
    page.page.emit('muted', true);
    await vi.waitFor(() => expect(frames).toHaveLength(16));
    expect(session).toMatchObject({ name: 'Anna', language: 'de', kind: 'microphone' });
    for (const { samples } of frames) expectAll(samples, (sample) => sample === 0.5);
    await vi.waitFor(() => expect(page.heard).toEqual([1007, 1015]));
    await vi.waitFor(() => expect(session?.state.muted).toBe(true));
  });

  it('goes on in the same session after the connection was cut', async () => {
    await using engine = await startAudioServer();
    const first = engine.open();
    await first.hello();
    first.say(1000, 20);
    await vi.waitFor(() => expect(engine.sessions[0]?.state.heardFrames).toBe(20));
    first.page.io.engine.close();
    await vi.waitFor(() => expect(engine.sessions[0]?.state.connected).toBe(false));

    const second = engine.open();
    expect(await second.hello()).toEqual({ ok: true, resumed: true, newestFrame: 1019 });
    second.say(1016, 20);
    await vi.waitFor(() => expect(engine.sessions[0]?.state.heardFrames).toBe(36));
    expect(engine.sessions).toHaveLength(1);
    expect(engine.sessions[0]?.state).toMatchObject({ connected: true, lostFrames: 0 });
  });

  it('comes from the newest connection of a session; the one before is told', async () => {
    await using engine = await startAudioServer();
    const first = engine.open();
    await first.hello();
    const second = engine.open();
    expect(await second.hello()).toMatchObject({ ok: true, resumed: true });
    await vi.waitFor(() => expect(first.page.connected).toBe(false));
    expect(first.refusals[0]).toMatchObject({ code: 'replaced', retry: false });
    second.say(1, 8);
    await vi.waitFor(() => expect(second.heard).toEqual([8]));
    expect(engine.sessions[0]?.state.connected).toBe(true);
  });

  it('ends at once when the page disconnects, or the streamer ends it', async () => {
    await using engine = await startAudioServer();
    const leaving = engine.open();
    await leaving.hello();
    leaving.page.disconnect();
    await vi.waitFor(() => expect(engine.sessions[0]?.ended.aborted).toBe(true));
    const ended = engine.open();
    await ended.hello();
    engine.sessions[1]?.end();
    await vi.waitFor(() => expect(ended.refusals[0]).toMatchObject({ code: 'ended', retry: false }));
    const foreign = engine.open();
    await foreign.hello();
    engine.sessions[2]?.end('language-unsupported');
    await vi.waitFor(() => expect(foreign.refusals[0]).toMatchObject({ code: 'language-unsupported', retry: false }));
  });

  it('ends at once when the page says on a later connection that it has stopped', async () => {
    await using engine = await startAudioServer();
    const first = engine.open();
    await first.hello();
    first.page.io.engine.close();
    await vi.waitFor(() => expect(engine.sessions[0]?.state.connected).toBe(false));
    const second = engine.open();
    await second.page.emitWithAck('leave', 'a-session-that-nobody-has');
    expect(engine.sessions[0]?.ended.aborted).toBe(false);
    await second.page.emitWithAck('leave', SESSION);
    await vi.waitFor(() => expect(engine.sessions[0]?.ended.aborted).toBe(true));
  });

  it('is told why nobody listens any more when the engine closes', async () => {
    const engine = await startAudioServer();
    const page = engine.open();
    await page.hello();
    await engine.server.close();
    await vi.waitFor(() => expect(page.refusals[0]).toMatchObject({ code: 'going-away', retry: true }));
  });
});

describe('a page that does it wrong', () => {
  it.each([
    ['nothing', [undefined]],
    ['no object', ['hello']],
    ['no session', [{ protocol: 1, name: '', kind: 'microphone' }]],
    ['a short session', [{ protocol: 1, session: 'x', name: '', kind: 'microphone' }]],
    ['a session with other signs', [{ protocol: 1, session: '../../../../etc/passwd', name: '', kind: 'microphone' }]],
    ['a long name', [{ protocol: 1, session: 'x'.repeat(20), name: 'x'.repeat(41), kind: 'microphone' }]],
    ['an unknown kind', [{ protocol: 1, session: 'x'.repeat(20), name: '', kind: 'camera' }]],
    ['a strange language', [{ protocol: 1, session: 'x'.repeat(20), name: '', kind: 'tab', language: '<b>' }]],
  ])('is refused with a reason: %s', async (_name, values) => {
    await using engine = await startAudioServer();
    const page = engine.open();
    untyped(page).emit('hello', ...values, () => undefined);
    await vi.waitFor(() => expect(page.refusals[0]?.code).toBe('malformed'));
    await vi.waitFor(() => expect(page.page.connected).toBe(false));
    expect(engine.sessions).toEqual([]);
  });

  it('is refused where it is of another version', async () => {
    await using engine = await startAudioServer();
    const page = engine.open();
    expect(await page.hello({ protocol: 99 })).toMatchObject({ ok: false, refusal: { code: 'protocol-unknown' } });
    await vi.waitFor(() => expect(page.page.connected).toBe(false));
  });

  it('is refused where it sends sound without a hello', async () => {
    await using engine = await startAudioServer();
    const page = engine.open();
    page.say(1, 1);
    await vi.waitFor(() => expect(page.refusals[0]?.code).toBe('silent'));
  });

  it.each([
    ['a short frame', [1, Buffer.alloc(1022)]],
    ['a long frame', [1, Buffer.alloc(2048)]],
    ['text', [1, 'x'.repeat(1024)]],
    ['numbers', [1, [1, 2, 3]]],
    ['no number', ['1', Buffer.alloc(1024)]],
    ['a broken number', [1.5, Buffer.alloc(1024)]],
    ['a negative number', [-1, Buffer.alloc(1024)]],
    ['nothing', []],
  ])('is refused with a reason: sound that is %s', async (_name, values) => {
    await using engine = await startAudioServer();
    const page = engine.open();
    await page.hello();
    untyped(page).emit('sound', ...values);
    await vi.waitFor(() => expect(page.refusals[0]?.code).toBe('malformed'));
    expect(engine.sessions[0]?.state.heardFrames).toBe(0);
  });

  it('is cut off where it sends more than any frame', async () => {
    await using engine = await startAudioServer();
    const page = engine.open();
    await page.hello();
    untyped(page).emit('sound', 1, Buffer.alloc(1_000_000));
    await vi.waitFor(() => expect(page.page.connected).toBe(false));
    expect(engine.sessions[0]?.state).toMatchObject({ connected: false, heardFrames: 0 });
  });

  it('is refused where it sends faster than a microphone, and does no harm to others', async () => {
    await using engine = await startAudioServer();
    const good = engine.open();
    await good.hello({ session: 'a-good-session-of-a-test' });
    const fast = engine.open();
    await fast.hello();
    fast.say(0, 400);
    good.say(0, 8);
    await vi.waitFor(() => expect(fast.refusals[0]).toMatchObject({ code: 'too-fast', retry: true }));
    await vi.waitFor(() => expect(good.heard).toEqual([7]));
    expect(engine.sessions[1]?.state.heardFrames).toBeLessThanOrEqual(251);
  });

  it('is refused where it floods with anything else', async () => {
    await using engine = await startAudioServer();
    const page = engine.open();
    await page.hello();
    for (let count = 0; count < 300; count += 1) page.page.emit('muted', count % 2 === 0);
    await vi.waitFor(() => expect(page.refusals[0]?.code).toBe('too-fast'));
  });

  it('has a name that is cleaned of what would disturb the captions', async () => {
    await using engine = await startAudioServer();
    await engine.open().hello({ name: ' An\u202ena\n\u0000<b> ' });
    expect(engine.sessions[0]?.name).toBe('Anna <b>');
  });

  it('is one too many', async () => {
    await using engine = await startAudioServer();
    for (let count = 0; count < 8; count += 1) await engine.open().hello({ session: `session-number-${count}` });
    const welcome = await engine.open().hello({ session: 'session-number-9' });
    expect(welcome).toMatchObject({ ok: false, refusal: { code: 'too-many', retry: true } });
  });
});

describe('the token', () => {
  const refused = async (page: TestPage): Promise<string[]> => {
    await vi.waitFor(() => expect(page.errors).not.toEqual([]));
    return page.errors;
  };

  it('is needed by programs of this machine, which send no origin', async () => {
    await using engine = await startAudioServer();
    const program = { extraHeaders: {} };
    expect(await refused(engine.open(program))).toEqual(['unauthorized']);
    for (const token of ['', 'x', `${engine.server.token.value}x`, engine.server.token.value.slice(1)]) {
      expect(await refused(engine.open({ ...program, auth: { token } }))).toEqual(['unauthorized']);
    }
    const welcome = await engine.open({ ...program, auth: { token: engine.server.token.value } }).hello();
    expect(welcome).toMatchObject({ ok: true });
  });

  it('does not help pages of other sites', async () => {
    await using engine = await startAudioServer();
    const auth = { token: engine.server.token.value };
    const page = engine.open({ auth, extraHeaders: { origin: 'http://evil.example' } });
    expect((await refused(page))[0]).toContain('websocket error');
  });

  it('locks out those who have it when it is renewed, and nobody else', async () => {
    await using engine = await startAudioServer();
    const former = engine.server.token.value;
    const program = engine.open({ extraHeaders: {}, auth: { token: former } });
    await program.hello();
    const own = engine.open();
    await own.hello({ session: 'a-page-of-this-machine' });
    engine.server.token.renew();
    await vi.waitFor(() => expect(program.refusals[0]).toMatchObject({ code: 'token-revoked', retry: false }));
    expect(own.page.connected).toBe(true);
    expect(await refused(engine.open({ extraHeaders: {}, auth: { token: former } }))).toEqual(['unauthorized']);
  });

  it('is never logged, and neither is the name of a speaker', async () => {
    await using engine = await startAudioServer();
    const { value } = engine.server.token;
    const page = engine.open({ extraHeaders: {}, auth: { token: value } });
    await page.hello({ name: 'Secret Guest' });
    page.say(0, 300);
    await vi.waitFor(() => expect(page.page.connected).toBe(false));
    engine.open({ extraHeaders: {}, auth: { token: `${value}x` } });
    const text = engine.logged.join('\n') + JSON.stringify(engine.server);
    expect(engine.logged.length).toBeGreaterThan(0);
    for (const secret of [value, 'Secret Guest']) expect(text).not.toContain(secret);
  });
});

it('is not offered where the engine takes no sound of pages', async () => {
  const { server } = await startAudioServer();
  await server.close();
  await using silent = await startAudioServer({ pageGuests: undefined as never });
  const page = silent.open();
  await vi.waitFor(() => expect(page.errors).toEqual(['Invalid namespace']));
});
