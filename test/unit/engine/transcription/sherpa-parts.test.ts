import { describe, expect, it } from 'vitest';
import { modelPartsOf } from '../../../../src/engine/transcription/sherpa-parts.ts';

const parts = (...names: string[]) => modelPartsOf('/models/x', names.toSorted());

describe('the parts of a model', () => {
  it('are found by their names, the quantised one of several', () => {
    expect(parts('tiny-encoder.onnx', 'tiny-encoder.int8.onnx', 'tiny-decoder.onnx', 'tiny-tokens.txt')).toEqual({
      encoder: '/models/x/tiny-encoder.int8.onnx',
      decoder: '/models/x/tiny-decoder.onnx',
    });
    expect(parts('model.fp16.onnx', 'model.int8.onnx', 'model.onnx')).toEqual({ model: '/models/x/model.int8.onnx' });
  });

  it('are not what may lie beside a model', () => {
    expect(parts('silero_vad.onnx', 'model.onnx', 'punct.int8.onnx', 'LICENSE')).toEqual({
      model: '/models/x/model.onnx',
    });
  });

  it.each([
    [['encoder.onnx'], 'has encoder.onnx, but no decoder.'],
    [['decoder.onnx', 'joiner.onnx'], 'has decoder.onnx, joiner.onnx, but no encoder.'],
    [
      ['preprocess.onnx', 'encode.int8.onnx', 'cached_decode.int8.onnx'],
      'has cached_decode.int8.onnx, encode.int8.onnx, preprocess.onnx, but no uncached decoder.',
    ],
    [['decoder_model_merged.ort'], 'has decoder_model_merged.ort, but no encoder.'],
    [['llm.int8.onnx', 'embedding.int8.onnx'], 'has embedding.int8.onnx, llm.int8.onnx, but no encoder adaptor.'],
    [[], 'has no model file (*.onnx).'],
    [['README.md'], 'has no model file (*.onnx).'],
  ])('are missing in %j', (names, message) => {
    expect(() => parts(...names)).toThrow(
      expect.objectContaining({ code: 'model-missing', message: `The model folder /models/x ${message}` }) as Error,
    );
  });

  it.each([
    [['encoder.onnx', 'decoder.onnx', 'model.int8.onnx'], 'decoder.onnx and model.int8.onnx'],
    [['en.onnx', 'de.onnx'], 'de.onnx and en.onnx'],
    [['base-encoder.onnx', 'tiny-encoder.onnx', 'tiny-decoder.onnx'], 'base-encoder.onnx and tiny-encoder.onnx'],
    [['encode.onnx', 'preprocess.onnx', 'joiner.onnx'], 'joiner.onnx and preprocess.onnx'],
  ])('are those of two models in %j', (names, message) => {
    expect(() => parts(...names)).toThrow(
      expect.objectContaining({
        code: 'model-unsupported',
        message: `The model folder /models/x holds two models: ${message}.`,
      }) as Error,
    );
  });

  it.each([
    ['small.gguf', 'Give the file itself: /models/x/small.gguf.'],
    ['parakeet.nemo', 'Choose a model in GGUF'],
    ['model.safetensors', 'Choose a model in GGUF'],
  ])('are none where %s is for something else', (name, hint) => {
    expect(() => parts(name, 'config.json')).toThrow(
      expect.objectContaining({
        code: 'model-unsupported',
        message: `The model folder /models/x holds no ONNX model but ${name}.`,
        hint: expect.stringContaining(hint) as string,
      }) as Error,
    );
  });
});
