import { describe, expect, it } from 'vitest';
import { CaptionMessages } from '../../../../src/engine/server/stream/caption-messages.ts';
import { decodeSamples } from '../../../../src/engine/server/stream/decode-samples.ts';
import { PaceMeter } from '../../../../src/engine/server/stream/pace-meter.ts';
import { StreamOutbox } from '../../../../src/engine/server/stream/stream-outbox.ts';
import type { StreamServerMessage } from '../../../../src/protocol/stream-contract.ts';
import { discard, final, partial, translation } from '../../../support/caption-builders.ts';
import { ManualClock } from '../../../../src/testing/manual-clock.ts';

describe('decodeSamples', () => {
  it('reads both formats from any place in memory', () => {
    const integers = Int16Array.from([-32_768, -1, 0, 16_384]);
    const floats = Float32Array.from(integers, (value) => value / 32_768);
    for (const offset of [0, 1, 3]) {
      const place = (bytes: ArrayBuffer) => Buffer.concat([Buffer.alloc(offset), Buffer.from(bytes)]).subarray(offset);
      expect(decodeSamples(place(integers.buffer), 'int16')).toEqual(floats);
      expect(decodeSamples(place(floats.buffer), 'float32')).toEqual(floats);
    }
  });
});

describe('PaceMeter', () => {
  it('counts sound against time, with a minute of credit at most', () => {
    const meter = new PaceMeter(0);
    expect(meter.take(5000, 1000)).toBe(4000);
    expect(meter.take(1000, 5000)).toBe(1000);
    expect(meter.take(70_000, 1_000_000)).toBe(10_000);
  });

  it('does not blame a client for what it could not send', () => {
    const meter = new PaceMeter(0);
    meter.take(0, 0);
    meter.excuse(200_000);
    expect(meter.take(200_000, 200_000)).toBeCloseTo(0);
  });
});

describe('CaptionMessages', () => {
  it('tells the whole state of an utterance each time, in seconds', () => {
    const messages = new CaptionMessages();
    expect(messages.next({ ...partial('a', 1, 'hola', ' mundo'), startMs: 1234.6, endMs: 2500 })).toEqual({
      type: 'caption',
      utteranceId: 'a',
      text: 'hola mundo',
      stable: 'hola',
      start: 1.235,
      end: 2.5,
      final: false,
      language: 'en',
      translation: {},
    });
    messages.next(final('a', 2, 'Hola mundo.'));
    expect(messages.next(translation('a', 2, 'en', 'Hello world.'))).toMatchObject({
      text: 'Hola mundo.',
      stable: 'Hola mundo.',
      final: true,
      translation: { en: { text: 'Hello world.', final: true } },
    });
  });

  it('says nothing about what is old, or about what the client has never seen', () => {
    const messages = new CaptionMessages();
    expect(messages.next(discard('x', 1))).toBeUndefined();
    messages.next(final('a', 5, 'Hola.'));
    expect(messages.next(partial('a', 4, 'ho', ''))).toBeUndefined();
    messages.next(partial('b', 1, 'que', ''));
    expect(messages.next(discard('b', 2))).toEqual({ type: 'discard', utteranceId: 'b', reason: 'no-speech' });
  });
});

describe('StreamOutbox', () => {
  it('leaves out partials for a slow reader, sends finals, and gives up one that does not read', () => {
    const sent: StreamServerMessage[] = [];
    let stuck = 0;
    const socket = {
      bufferedAmount: 0,
      send: (text: string) => void sent.push(JSON.parse(text) as StreamServerMessage),
    };
    const outbox = new StreamOutbox({ socket, clock: new ManualClock(), onStuck: () => (stuck += 1) });
    outbox.publish(partial('a', 1, 'a', ''));
    socket.bufferedAmount = 100_000;
    outbox.publish(partial('b', 1, 'b', ''));
    outbox.publish(final('b', 2, 'B.'));
    expect(sent.map((message) => message.type === 'caption' && message.text)).toEqual(['a', 'B.']);
    socket.bufferedAmount = 2_000_000;
    outbox.publish(final('c', 1, 'C.'));
    expect(sent).toHaveLength(2);
    expect(stuck).toBe(1);
  });
});
