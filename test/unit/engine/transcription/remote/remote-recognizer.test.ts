import { describe, expect, it } from 'vitest';
import type { Clock } from '../../../../../src/engine/pipeline/clock.ts';
import { systemClock } from '../../../../../src/engine/pipeline/clock.ts';
import { createRemoteRecognizer } from '../../../../../src/engine/transcription/remote/remote-recognizer.ts';
import type { RemoteConfig } from '../../../../../src/engine/transcription/remote/definition.ts';
import type {
  Hypothesis,
  BufferRecognizer,
  SessionOptions,
} from '../../../../../src/engine/transcription/recognizer.ts';
import { silentLog } from '../../../../../src/engine/log.ts';
import {
  jsonReply,
  startTranscriptionServer,
  type ScriptedReply,
  type TranscriptionServer,
} from '../../../../support/transcription-server.ts';
import { ManualClock } from '../../../../../src/testing/manual-clock.ts';

const KEY = 'sk-secret-0123456789';
const SPOKEN = 'the spoken secret';
const SECOND = new Float32Array(16_000).fill(0.25);

function configFor(server: TranscriptionServer, extra: Partial<RemoteConfig> = {}): RemoteConfig {
  return { url: server.url, model: 'whisper-1', timeoutMs: 8000, ...extra };
}

function connect(server: TranscriptionServer, clock: Clock = systemClock): Promise<BufferRecognizer> {
  const config = configFor(server, { apiKeyVariable: 'SPEECH_KEY' });
  return createRemoteRecognizer(config, { SPEECH_KEY: KEY }, silentLog, clock);
}

interface DecodeWish {
  readonly samples?: Float32Array;
  readonly options?: Partial<SessionOptions>;
  readonly final?: boolean;
  readonly formerLanguage?: string;
  readonly task?: 'transcribe' | 'translate-to-english';
}

function decode(recognizer: BufferRecognizer, wish: DecodeWish = {}): Promise<Hypothesis> {
  const { samples = SECOND, options = {}, final = true, task = 'transcribe', formerLanguage } = wish;
  const session = recognizer.open({ language: 'es', prompt: '', ...options });
  session.push(samples);
  const former = formerLanguage === undefined ? {} : { formerLanguage };
  return session.decode({ task, final, sampleCount: samples.length, ...former });
}

/** A server that gives these answers in turn, the last one for good. */
function replying(...replies: ScriptedReply[]): Promise<TranscriptionServer> {
  return startTranscriptionServer({ reply: (_request, index) => replies[Math.min(index, replies.length - 1)]! });
}

describe('the request', () => {
  it('uploads the samples bit by bit as a WAV file with all fields of the form', async () => {
    await using server = await replying(jsonReply({ text: ' Hola. ' }));
    const samples = Float32Array.from({ length: 20_000 }, (_, index) => ((index * 7919) % 65_536) / 32_768 - 1);
    const recognizer = await connect(server);
    const hypothesis = await decode(recognizer, { samples, options: { language: 'es-MX', prompt: 'Lucas' } });
    expect(hypothesis).toEqual({ text: 'Hola.', language: 'es', endedByLength: false });

    const request = server.requests[0]!;
    expect([request.method, request.path]).toEqual(['POST', '/v1/audio/transcriptions']);
    expect(request.fields).toEqual({
      model: 'whisper-1',
      language: 'es',
      prompt: 'Lucas',
      response_format: 'json',
      temperature: '0',
    });
    const wav = Buffer.from(request.file!);
    expect(request.fileName).toBe('utterance.wav');
    expect([wav.toString('latin1', 0, 4), wav.toString('latin1', 8, 16)]).toEqual(['RIFF', 'WAVEfmt ']);
    expect(wav.readUInt32LE(4)).toBe(wav.length - 8);
    expect([20, 22, 32, 34].map((offset) => wav.readUInt16LE(offset))).toEqual([1, 1, 2, 16]);
    expect([wav.readUInt32LE(24), wav.readUInt32LE(28), wav.readUInt32LE(40)]).toEqual([16_000, 32_000, 40_000]);
    const sent = Array.from({ length: 20_000 }, (_, index) => wav.readInt16LE(44 + index * 2) / 32_768);
    expect(sent).toEqual([...samples]);
  });

  it('sends only as many samples as asked for, and fills up to a second', async () => {
    await using server = await replying(jsonReply({ text: 'a' }));
    const session = (await connect(server)).open({ language: 'en', prompt: '' });
    session.push(SECOND);
    await session.decode({ task: 'transcribe', final: false, sampleCount: 8000 });
    const wav = Buffer.from(server.requests[0]!.file!);
    expect([wav.length, wav.readInt16LE(44 + 2 * 7999), wav.readInt16LE(44 + 2 * 8000)]).toEqual([32_044, 8192, 0]);
  });

  it('carries the key in its Authorization header and nowhere else', async () => {
    await using server = await replying(jsonReply({ text: 'a' }));
    await decode(await connect(server));
    const { headers, raw } = server.requests[0]!;
    expect(headers.authorization).toBe(`Bearer ${KEY}`);
    expect(raw.split(KEY)).toHaveLength(2);
  });

  it('asks for a translation without a language', async () => {
    await using server = await replying(jsonReply({ text: 'Hello.' }));
    const hypothesis = await decode(await connect(server), { task: 'translate-to-english' });
    expect(hypothesis).toMatchObject({ text: 'Hello.', language: 'en' });
    expect(server.requests[0]!.path).toBe('/v1/audio/translations');
    expect(server.requests[0]!.fields).not.toHaveProperty('language');
  });

  it('is not sent for less than 100 ms of sound', async () => {
    await using server = await replying(jsonReply({ text: 'a' }));
    expect(await decode(await connect(server), { samples: new Float32Array(1500) })).toMatchObject({ text: '' });
    expect(server.requests).toHaveLength(0);
  });
});

describe('the language', () => {
  it.each([
    ['nb', 'no', 'nb'],
    ['fil', 'tl', 'fil'],
    ['tl', 'tl', 'fil'],
    ['iw', 'he', 'he'],
    ['jv-ID', 'jw', 'jv'],
    ['zh-TW', 'zh', 'zh'],
  ])('%s is asked for as servers know it: %s', async (language, asked, heard) => {
    await using server = await replying(jsonReply({ text: 'a' }));
    expect(await decode(await connect(server), { options: { language } })).toMatchObject({ language: heard });
    expect(server.requests[0]!.fields['language']).toBe(asked);
  });

  it.each([
    ['spanish', 'es'],
    ['haitian creole', 'ht'],
    ['pt', 'pt'],
    ['iw', 'he'],
    ['zh-TW', 'zh'],
    ['norwegian', 'no'],
    ['Tagalog', 'fil'],
    ['myanmar', 'my'],
    ['cantonese', 'yue'],
    ['klingon', 'und'],
  ])('is read from the long answer where it is to be detected: %s', async (told, language) => {
    await using server = await replying(jsonReply({ text: 'a', language: told, segments: [] }));
    expect(await decode(await connect(server), { options: { language: 'auto' } })).toMatchObject({ language });
    expect(server.requests[0]!.fields['response_format']).toBe('verbose_json');
  });

  it('is asked for again where the server told one that nobody speaks', async () => {
    await using server = await replying(
      jsonReply({ text: 'olá', language: 'portuguese' }),
      jsonReply({ text: 'hola' }),
      jsonReply({ text: 'hello', language: 'english' }),
    );
    const recognizer = await connect(server);
    const options = { language: 'auto', candidates: ['es', 'en'] };
    expect(await decode(recognizer, { options })).toMatchObject({ text: 'hola', language: 'es' });
    expect(server.requests.map(({ fields }) => fields['language'])).toEqual([undefined, 'es']);
    const long = new Float32Array(32_000).fill(0.25);
    const english = await decode(recognizer, { options, samples: long, formerLanguage: 'es' });
    expect(english).toMatchObject({ text: 'hello', language: 'en' });
  });

  it('is that of what was spoken before in a short sound', async () => {
    await using server = await replying(jsonReply({ text: 'sí' }));
    const wish = { options: { language: 'auto' }, formerLanguage: 'es' };
    expect(await decode(await connect(server), wish)).toMatchObject({ text: 'sí', language: 'es' });
    expect(server.requests[0]!.fields['language']).toBe('es');
  });

  it('stays unknown where the server accepts the short answer only', async () => {
    const refused = jsonReply({ error: { param: 'response_format', code: 'unsupported_value' } }, 400);
    await using server = await replying(refused, jsonReply({ text: 'a' }));
    const hypothesis = await decode(await connect(server), { options: { language: 'auto' } });
    expect(hypothesis).toMatchObject({ text: 'a', language: 'und' });
    expect(server.requests.map(({ fields }) => fields['response_format'])).toEqual(['verbose_json', 'json']);
  });
});

describe('an answer that is no text', () => {
  const said = JSON.stringify({ text: SPOKEN });
  it.each<[string, ScriptedReply, string, RegExp]>([
    ['401', jsonReply({ error: KEY }, 401), 'remote-refused', /refused the key \(HTTP 401\)/u],
    ['403', jsonReply({}, 403), 'remote-refused', /refused the key \(HTTP 403\)/u],
    ['404', { status: 404, body: 'no' }, 'remote-refused', /does not offer the model "whisper-1" \(HTTP 404\)/u],
    ['400 model', jsonReply({ error: { param: 'model' } }, 400), 'remote-refused', /does not offer the model/u],
    ['400', jsonReply({ error: { message: SPOKEN } }, 400), 'remote-refused', /did not accept the request/u],
    ['invalid JSON', { body: said.slice(0, -1), contentType: 'application/json' }, 'remote-refused', /damaged JSON/u],
    ['HTML page', { body: '<html>', contentType: 'text/html; charset=x' }, 'remote-refused', /text\/html instead/u],
    ['wrong type', { body: said, contentType: 'text/plain' }, 'remote-refused', /text\/plain instead of JSON/u],
    ['no type', { body: said }, 'remote-refused', /with nothing instead of JSON/u],
    ['empty body', { body: '', contentType: 'application/json' }, 'remote-refused', /damaged JSON/u],
    ['other JSON', jsonReply({ result: SPOKEN }), 'remote-refused', /without a text/u],
    ['huge body', { fault: 'endless' }, 'remote-refused', /far more than a text/u],
    ['redirect', { status: 307, headers: { location: '/other' } }, 'remote-unreachable', /redirect/u],
    ['cut connection', { fault: 'cut' }, 'remote-unreachable', /could not be reached: the connection broke off/u],
  ])('%s is told in one sentence without key and text', async (_name, reply, code, message) => {
    await using server = await replying(reply);
    const recognizer = await connect(server);
    const error: unknown = await decode(recognizer, { final: false }).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ name: 'EngineError', code, stage: 'transcription' });
    const { message: sentence, hint } = error as { message: string; hint?: string };
    expect(sentence).toMatch(message);
    expect(sentence).toMatch(/\.$/u);
    expect(`${sentence} ${hint ?? ''}`).not.toMatch(new RegExp(`${KEY}|${SPOKEN}`, 'u'));
    expect(await server.requests[0]!.abandoned).toBe('fault' in reply);
  });

  it('names the variable that holds a refused key', async () => {
    await using server = await replying(jsonReply({}, 401));
    await expect(decode(await connect(server))).rejects.toMatchObject({
      hint: expect.stringContaining('SPEECH_KEY') as string,
    });
    expect(server.requests).toHaveLength(1);
  });

  it('an empty text is an empty hypothesis', async () => {
    await using server = await replying(jsonReply({ text: '' }), jsonReply({ text: ' ' }));
    const recognizer = await connect(server);
    expect(await decode(recognizer)).toMatchObject({ text: '' });
    expect(await decode(recognizer)).toMatchObject({ text: '' });
  });
});

describe('retries', () => {
  it.each([408, 425, 429, 500, 503])('a final is sent again after HTTP %i', async (status) => {
    await using server = await replying(jsonReply({}, status), jsonReply({ text: 'a' }));
    const clock = new ManualClock();
    const decoded = decode(await connect(server, clock));
    await clock.sleeping(2);
    await clock.advance(clock.waits[0]!);
    expect(await decoded).toMatchObject({ text: 'a' });
  });

  it('waits as long as the server asks for', async () => {
    await using server = await replying(jsonReply({}, 429, { 'retry-after': '3' }), jsonReply({ text: 'a' }));
    const clock = new ManualClock();
    const decoded = decode(await connect(server, clock));
    await clock.sleeping(2);
    await clock.advance(clock.waits[0]!);
    await clock.sleeping(2);
    expect(clock.waits[0]).toBe(3000);
    expect(server.requests).toHaveLength(1);
    await clock.advance(3000);
    expect(await decoded).toMatchObject({ text: 'a' });
  });

  it('end after three attempts', async () => {
    await using server = await replying(jsonReply({}, 503));
    const clock = new ManualClock();
    const decoded = decode(await connect(server, clock));
    const failed = expect(decoded).rejects.toMatchObject({ code: 'remote-unreachable', retryable: true });
    for (let wait = 0; wait < 2; wait += 1) {
      await clock.sleeping(2);
      await clock.advance(clock.waits[0]!);
    }
    await failed;
    expect(server.requests).toHaveLength(3);
  });

  it('are not made for a partial', async () => {
    await using server = await replying(jsonReply({}, 503));
    await expect(decode(await connect(server), { final: false })).rejects.toMatchObject({ retryable: true });
    expect(server.requests).toHaveLength(1);
  });
});

describe('the time limit', () => {
  it.each(['silent', 'stalled'] as const)('ends a request on the wire: %s server', async (fault) => {
    await using server = await replying({ fault });
    const clock = new ManualClock();
    const decoded = decode(await connect(server, clock));
    const failed = expect(decoded).rejects.toThrow(/could not be reached: no answer within 8000 ms/u);
    const request = await server.request(0);
    await clock.advance(8000);
    await failed;
    expect(await request.abandoned).toBe(true);
  });

  it('does not end a request whose first byte is slow', async () => {
    let open = (): void => undefined;
    const gate = new Promise<void>((resolve) => (open = resolve));
    await using server = await replying({ ...jsonReply({ text: 'late' }), after: gate });
    const clock = new ManualClock();
    const decoded = decode(await connect(server, clock));
    await server.request(0);
    await clock.advance(7999);
    open();
    expect(await decoded).toMatchObject({ text: 'late' });
    expect(clock.waits).toEqual([]);
  });

  it('is for all attempts together', async () => {
    await using server = await replying(jsonReply({}, 429, { 'retry-after': '60' }));
    const clock = new ManualClock();
    const decoded = decode(await connect(server, clock));
    const failed = expect(decoded).rejects.toThrow(/no answer within 8000 ms/u);
    await clock.sleeping(2);
    await clock.advance(500);
    await clock.sleeping(2);
    await clock.advance(7500);
    await failed;
    expect(server.requests).toHaveLength(1);
  });
});

describe('closing', () => {
  it.each(['session', 'recognizer'] as const)('a %s ends its request on the wire', async (what) => {
    await using server = await replying({ fault: 'silent' });
    const recognizer = await connect(server);
    const session = recognizer.open({ language: 'en', prompt: '' });
    session.push(SECOND);
    const decoded = session.decode({ task: 'transcribe', final: true, sampleCount: SECOND.length });
    const failed = expect(decoded).rejects.toMatchObject({ code: 'remote-unreachable' });
    const request = await server.request(0);
    if (what === 'session') session.close();
    else await recognizer.close();
    await failed;
    expect(await request.abandoned).toBe(true);
  });
});
