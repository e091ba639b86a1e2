import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  alignmentHeads,
  crossAttentionOutputs,
} from '../../../../../src/engine/transcription/whisper-onnx/alignment-heads.ts';
import { readOnnxFile } from '../../../../../src/engine/transcription/whisper-onnx/onnx-file.ts';
import { asset } from '../../../../support/files.ts';
import {
  graphMessage,
  metadataMessage,
  nodeMessage,
  weightMessage,
  type MadeNode,
} from '../../../../support/models/onnx-builder.ts';

const NODES: readonly MadeNode[] = [
  { operation: 'MatMul', inputs: ['x', 'w'], outputs: ['y'] },
  { operation: 'Split', inputs: ['y'], outputs: ['a', 'b'] },
];

describe('ONNX files', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'onnx-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  async function written(...parts: Buffer[]): Promise<string> {
    const file = path.join(folder, 'made.onnx');
    await writeFile(file, Buffer.concat(parts));
    return file;
  }

  it('tell their steps and metadata; weights of any size are jumped over', async () => {
    const weights = [weightMessage('small', Buffer.alloc(8)), weightMessage('large', Buffer.alloc(300_000, 255))];
    const file = await written(
      graphMessage([...weights, ...NODES.map(nodeMessage)]),
      metadataMessage('n_mels', '80'),
      metadataMessage('codes', 'en,de'),
    );
    expect(await readOnnxFile(file)).toEqual({
      nodes: NODES,
      metadata: { n_mels: '80', codes: 'en,de' },
      externalWeights: false,
    });
  });

  it('tell that weights lie in another file', async () => {
    const file = await written(graphMessage([weightMessage('w', 'elsewhere'), ...NODES.map(nodeMessage)]));
    expect(await readOnnxFile(file)).toMatchObject({ externalWeights: true, nodes: NODES });
  });

  it('are refused where they end too early, at whatever byte', async () => {
    const whole = Buffer.concat([graphMessage([weightMessage('w', Buffer.alloc(5000)), ...NODES.map(nodeMessage)])]);
    for (const length of [1, 2, 10, 2000, whole.length - 40, whole.length - 1])
      await expect(readOnnxFile(await written(whole.subarray(0, length)))).rejects.toThrow(/too early|not an ONNX/u);
  });

  it('are refused where they hold something else', async () => {
    await expect(readOnnxFile(asset('models/demo-whisper/demo-tokens.txt'))).rejects.toThrow(/too early|not an ONNX/u);
  });
});

describe('crossAttentionOutputs', () => {
  it('goes from the keys of the sound to the first soft maximum, past shapes', () => {
    const step = (operation: string, inputs: string[], output: string) => ({ operation, inputs, outputs: [output] });
    const nodes = [
      step('Softmax', ['text'], 'self'),
      step('Gather', ['n_layer_cross_k'], 'k'),
      step('Shape', ['k'], 'shape'),
      step('Softmax', ['shape'], 'of-shape'),
      step('MatMul', ['q', 'k'], 'scores'),
      step('Softmax', ['scores'], 'cross'),
      step('Softmax', ['cross'], 'later'),
    ];
    expect(crossAttentionOutputs(nodes)).toEqual(['cross']);
    expect(crossAttentionOutputs([])).toEqual([]);
  });
});

describe('alignmentHeads', () => {
  it('knows heads that a model of each published size has', () => {
    for (const [layers, heads] of [
      [4, 6],
      [6, 8],
      [12, 12],
      [24, 16],
      [32, 20],
      [4, 20],
    ] as const) {
      const found = alignmentHeads({ layers, heads, multilingual: true });
      expect(found.length).toBeGreaterThan(0);
      for (const [layer, head] of found) expect(layer < layers && head < heads).toBe(true);
    }
  });

  it('takes the upper half of a model that it does not know', () => {
    const all = [
      [2, 0],
      [2, 1],
      [2, 2],
      [1, 0],
      [1, 1],
      [1, 2],
    ];
    expect(alignmentHeads({ layers: 3, heads: 3, multilingual: true }).toSorted()).toEqual(all.toSorted());
    expect(alignmentHeads({ layers: 6, heads: 8, multilingual: false })).toHaveLength(24);
  });
});
