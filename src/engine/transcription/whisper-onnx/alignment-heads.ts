import type { OnnxNode } from './onnx-file.ts';

/** A head of the decoder, as `layer, head`. */
export type Head = readonly [layer: number, head: number];

/**
 * The heads whose attention follows the speech, of the multilingual models, by `layers x heads`. From the published
 * generation settings of the models.
 */
const KNOWN: Readonly<Record<string, readonly Head[]>> = {
  '4x6': [
    [2, 2],
    [3, 0],
    [3, 2],
    [3, 3],
    [3, 4],
    [3, 5],
  ],
  '6x8': [
    [3, 1],
    [4, 2],
    [4, 3],
    [4, 7],
    [5, 1],
    [5, 2],
    [5, 4],
    [5, 6],
  ],
  '12x12': [
    [5, 3],
    [5, 9],
    [8, 0],
    [8, 4],
    [8, 7],
    [8, 8],
    [9, 0],
    [9, 7],
    [9, 9],
    [10, 5],
  ],
  '24x16': [
    [13, 15],
    [15, 4],
    [15, 15],
    [16, 1],
    [20, 0],
    [23, 4],
  ],
  '32x20': [
    [7, 0],
    [10, 17],
    [12, 18],
    [13, 12],
    [16, 1],
    [17, 14],
    [19, 11],
    [21, 4],
    [24, 1],
    [25, 6],
  ],
  '4x20': [
    [2, 4],
    [2, 11],
    [3, 3],
    [3, 6],
    [3, 11],
    [3, 14],
  ],
};

/** The heads to follow the speech by; of a model that is not known all heads of its upper half. */
export function alignmentHeads({
  layers,
  heads,
  multilingual,
}: {
  layers: number;
  heads: number;
  multilingual: boolean;
}): readonly Head[] {
  const known = multilingual ? KNOWN[`${layers}x${heads}`] : undefined;
  if (known) return known;
  const lowest = Math.floor(layers / 2);
  return Array.from({ length: (layers - lowest) * heads }, (_, index): Head => [
    lowest + Math.floor(index / heads),
    index % heads,
  ]);
}

/** What the values of the encoder enter the decoder as. */
const CROSS_KEYS = 'n_layer_cross_k';

/**
 * The names of the attention weights over the sound, layer after layer: the soft maxima that the keys of the encoder reach
 * first. Steps that only ask for a shape lead nowhere.
 */
export function crossAttentionOutputs(nodes: readonly OnnxNode[]): readonly string[] {
  const users = new Map<string, OnnxNode[]>();
  for (const node of nodes) for (const input of node.inputs) users.set(input, [...(users.get(input) ?? []), node]);
  const reached = new Set<OnnxNode>();
  const waiting = [CROSS_KEYS];
  for (let value = waiting.shift(); value !== undefined; value = waiting.shift()) {
    for (const node of users.get(value) ?? []) {
      if (node.operation === 'Shape' || reached.has(node)) continue;
      reached.add(node);
      if (node.operation !== 'Softmax') waiting.push(...node.outputs);
    }
  }
  return nodes
    .filter((node) => node.operation === 'Softmax' && reached.has(node))
    .flatMap(({ outputs }) => outputs.slice(0, 1));
}
