import { describe, expect, it } from 'vitest';
import { parseConfig } from '../../../src/config/parse-config.ts';
import type { Config, ConfigInput } from '../../../src/config/schema.ts';
import type { Output } from '../../../src/engine/pipeline/output.ts';
import { ObsStreamSink } from '../../../src/session/obs/obs-stream-sink.ts';
import { checkStreamCaptions, StreamOutputs } from '../../../src/session/stream-outputs.ts';

const ENVIRONMENT = { OVERLINGO_YOUTUBE_CAPTION_URL: 'http://youtube.test/closedcaption?cid=planted' };

const configOf = (input: ConfigInput): Config => parseConfig(input);

/** An engine that notes which outputs it has. */
function engine() {
  const outputs = new Set<Output>();
  const addOutput = (output: Output) => {
    outputs.add(output);
    return () => Promise.resolve(void outputs.delete(output));
  };
  return { addOutput, outputs, names: () => [...outputs].map(({ name }) => name) };
}

describe('outputs for the viewers of a stream', () => {
  it('come and go with the settings, and what stays the same is not touched', async () => {
    const streams = new StreamOutputs({ sink: new ObsStreamSink(), environment: ENVIRONMENT });
    const first = engine();
    await streams.configure(configOf({}), first);
    expect(first.names()).toEqual([]);
    await streams.configure(configOf({ obs: { streamCaptions: 'en' } }), first);
    const [inStream] = first.outputs;
    await streams.configure(configOf({ obs: { streamCaptions: 'en' }, youtube: { captions: 'ja' } }), first);
    expect(first.names()).toEqual(['stream-captions', 'youtube-captions']);
    expect([...first.outputs][0]).toBe(inStream);
    const second = engine();
    streams.move(second);
    expect([...second.outputs]).toEqual([...first.outputs]);
    await streams.configure(configOf({ youtube: { captions: 'fr' } }), second);
    expect(second.names()).toEqual(['youtube-captions']);
    expect([...second.outputs][0]).not.toBe([...first.outputs][1]);
    await streams.configure(configOf({}), second);
    expect(second.names()).toEqual([]);
  });

  it.each([
    [{ obs: { streamCaptions: 'fr' } }, 'obs.streamCaptions wants captions in "fr"'],
    [
      { youtube: { captions: 'zh-TW' }, translation: { targets: ['zh'] } },
      'youtube.captions wants captions in "zh-TW"',
    ],
  ] as const)('are refused where nothing is said in their language: %j', (settings, message) => {
    const config = configOf({ recognizer: { language: 'en' }, ...structuredClone(settings) } as ConfigInput);
    expect(() => checkStreamCaptions(config, ENVIRONMENT)).toThrow(message);
  });

  it.each([
    [{ obs: { streamCaptions: 'en-GB' } }],
    [{ obs: { streamCaptions: 'pt' }, translation: { targets: ['pt-BR'] } }],
    [{ youtube: { captions: 'es' }, audio: { inputs: ['mic,language=es'] } }],
  ] as const)('are allowed in a language that is spoken or translated into: %j', (settings) => {
    const config = configOf({ recognizer: { language: 'en' }, ...structuredClone(settings) } as ConfigInput);
    expect(() => checkStreamCaptions(config, ENVIRONMENT)).not.toThrow();
  });

  it('need an address for YouTube', () => {
    const config = configOf({ youtube: { captions: 'en' } });
    expect(() => checkStreamCaptions(config, {})).toThrow('OVERLINGO_YOUTUBE_CAPTION_URL is empty');
  });

  it('are refused in the stream of OBS where their script is not Latin, with what to do instead', () => {
    expect(() => configOf({ obs: { streamCaptions: 'ja' } })).toThrow(
      'obs.streamCaptions "ja" is not written in Latin letters, and captions inside of a stream have no others: ' +
        'name another language, send captions to YouTube by youtube.captions, or show the overlay.',
    );
    expect(configOf({ obs: { streamCaptions: 'sr-Latn' } }).obs.streamCaptions).toBe('sr-Latn');
    expect(() => configOf({ obs: { streamCaptions: 'sr' } })).toThrow('Latin');
  });
});
