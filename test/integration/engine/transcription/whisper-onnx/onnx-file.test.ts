import { readFile } from 'node:fs/promises';
import { InferenceSession } from 'onnxruntime-node';
import { describe, expect, it } from 'vitest';
import { crossAttentionOutputs } from '../../../../../src/engine/transcription/whisper-onnx/alignment-heads.ts';
import { readOnnxFile, withOutputs } from '../../../../../src/engine/transcription/whisper-onnx/onnx-file.ts';
import { asset } from '../../../../support/files.ts';

const DECODER = asset('models/demo-whisper/demo-decoder.onnx');

describe('ONNX file of the demo model', () => {
  it('gets outputs appended, which every reader merges into the graph', async () => {
    const { nodes } = await readOnnxFile(DECODER);
    const names = crossAttentionOutputs(nodes);
    const model = await withOutputs(DECODER, names);
    const session = await InferenceSession.create(model);
    expect(session.outputNames).toEqual(['logits', 'out_n_layer_self_k_cache', 'out_n_layer_self_v_cache', ...names]);
    expect(model.subarray(0, 1000)).toEqual((await readFile(DECODER)).subarray(0, 1000));
  });

  it('has the attention over the sound of every layer of the demo model, and no attention over the text', async () => {
    const { nodes } = await readOnnxFile(DECODER);
    const all = nodes.filter(({ operation }) => operation === 'Softmax');
    const found = crossAttentionOutputs(nodes);
    expect(found).toHaveLength(3);
    expect(all).toHaveLength(6);
  });
});
