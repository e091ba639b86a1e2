import { describe, expect, it } from 'vitest';
import { EngineError } from '../../../src/engine/errors.ts';
import { silentLog } from '../../../src/engine/log.ts';
import { parseConfig } from '../../../src/config/parse-config.ts';
import { checkSource, checkTools } from '../../../src/session/check-tools.ts';
import { findRuntimeFiles } from '../../../src/session/find-runtime-files.ts';
import { startSession } from '../../../src/session/start-session.ts';
import { samplesCapture } from '../../support/samples-capture.ts';

const capture = { name: 'test', live: false, frames: () => [] };
const source = { id: 'test', language: 'en', capture };
const output = { name: 'test', policy: 'refuse', run: () => Promise.resolve() };

/** Programs without types: none of these would be compiled. */
const WRONG_TOOLS: readonly [given: unknown, sentence: string][] = [
  [null, 'What was given as session tools is not an object.'],
  [5, 'What was given as session tools is not an object.'],
  ['x', 'What was given as session tools is not an object.'],
  [[], 'What was given as session tools is not an object.'],
  [{ output: [] }, 'output is none of the session tools.'],
  [{ outputs: 5 }, 'outputs is not a list of outputs.'],
  [{ outputs: null }, 'outputs is not a list of outputs.'],
  [{ outputs: {} }, 'outputs is not a list of outputs.'],
  [{ outputs: [output, 5] }, 'outputs[1] is not an output.'],
  [{ outputs: [{ ...output, run: 'x' }] }, 'outputs[0].run is not a function.'],
  [{ outputs: [{ run: output.run }] }, 'outputs[0].name is not a text.'],
  [{ translators: 'x' }, 'translators is not a list of translator definitions.'],
  [{ translators: ['x'] }, 'translators[0] is not a translator definition.'],
  [{ translators: [{ name: 'x' }] }, 'translators[0].settings is not a strict object of zod, such as NO_SETTINGS.'],
  [{ recognizers: {} }, 'recognizers is not a list of recogniser definitions.'],
  [{ audioBackends: [{ name: 'x' }] }, 'audioBackends[0].open is not a function.'],
  [{ sources: 5 }, 'sources is not a list of sources.'],
  [{ sources: [null] }, 'sources[0] is not a source.'],
  [{ sources: [{ ...source, language: undefined }] }, 'sources[0].language is not a language tag, or auto.'],
  [{ sources: [{ ...source, capture: 'talk.wav' }] }, 'sources[0].capture is not a source of sound.'],
  [{ sources: [{ ...source, capture: {} }] }, 'sources[0].capture.name is not a text.'],
  [{ log: 'info' }, 'log is not a logger.'],
  [{ log: {} }, 'log.error is not a function.'],
  [{ signal: {} }, 'signal is not an AbortSignal.'],
  [{ pages: 'no' }, 'pages is not true or false.'],
  [{ exactPort: 1 }, 'exactPort is not true or false.'],
  [{ stdin: 5 }, 'stdin is not a stream to read from.'],
  [{ files: 'dist' }, 'files is not an object with paths, such as findRuntimeFiles gives.'],
  [{ files: {} }, 'files.recognizerHost is not a path.'],
  [{ environment: 5 }, 'environment is not an object with environment variables.'],
  [{ clip: 5 }, 'clip is not a clip.'],
];

describe('checkTools', () => {
  it.each(WRONG_TOOLS)('tells which field of %o is wrong', async (given, sentence) => {
    const failure: unknown = await startSession({ server: { port: 0 } }, given as never).catch(
      (error: unknown) => error,
    );
    expect(failure).toBeInstanceOf(EngineError);
    expect(failure).toMatchObject({ code: 'config-invalid', message: sentence });
  });

  it('guesses what was meant', () => {
    expect(() => checkTools({ output: [] })).toThrow(
      expect.objectContaining({ hint: 'Did you mean outputs?' }) as Error,
    );
  });

  it('takes what the types allow', () => {
    const { signal } = new AbortController();
    const own = { ...source, capture: samplesCapture(new Float32Array(512)) };
    checkTools({});
    checkTools({ outputs: undefined, pages: undefined });
    checkTools({
      outputs: [output],
      sources: [own],
      log: silentLog,
      signal,
      stdin: process.stdin,
      environment: process.env,
    });
    checkTools({ files: findRuntimeFiles() });
    checkSource(own);
    expect(() => checkSource('mic')).toThrow('What was given as source is not a source.');
  });
});

describe('startSession', () => {
  it.each([
    [null, 'The configuration is not an object with sections.'],
    ['x', 'The configuration is not an object with sections.'],
    [[], 'The configuration is not an object with sections.'],
    [{ server: null }, 'server is not an object with settings.'],
    [{ server: 5 }, 'server is not an object with settings.'],
    [{ audio: { inputs: {} } }, 'audio.inputs is not a list of inputs.'],
    [{ audio: { inputs: [5] } }, 'audio.inputs "5" is not an input, such as mic.'],
    [{ translation: { translators: 'x' } }, 'translation.translators "x" is not a list of translators.'],
  ])('tells what is wrong with the configuration %o', async (config, sentence) => {
    await expect(startSession(config as never)).rejects.toMatchObject({ code: 'config-invalid', message: sentence });
  });
});

describe('parseConfig', () => {
  it('tells of added definitions that are none', () => {
    expect(() => parseConfig({}, null as never)).toThrow('What was given as added definitions is not an object.');
    expect(() => parseConfig({}, { translators: 5 } as never)).toThrow('translators is not a list of translator');
  });
});
