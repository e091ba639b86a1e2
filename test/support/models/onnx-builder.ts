import { delimited } from '../../../src/engine/transcription/whisper-onnx/protobuf.ts';

/** A step of a made graph. */
export interface MadeNode {
  readonly operation: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
}

const text = (field: number, value: string): Buffer => delimited(field, Buffer.from(value));

/** A node as a part of a graph message. */
export function nodeMessage({ operation, inputs, outputs }: MadeNode): Buffer {
  return delimited(
    1,
    Buffer.concat([
      ...inputs.map((name) => text(1, name)),
      ...outputs.map((name) => text(2, name)),
      text(4, operation),
    ]),
  );
}

/** A weight as a part of a graph message: its bytes, or a note that they lie in another file. */
export function weightMessage(name: string, bytes: Buffer | 'elsewhere'): Buffer {
  const dataLocation = Buffer.from([14 * 8, 1]);
  return delimited(5, Buffer.concat([text(8, name), bytes === 'elsewhere' ? dataLocation : delimited(9, bytes)]));
}

/** The graph of a model; a second one is merged into the first. */
export function graphMessage(parts: readonly Buffer[]): Buffer {
  return delimited(7, Buffer.concat(parts));
}

/** One entry of a model's metadata; of several with the same key the last one counts. */
export function metadataMessage(key: string, value: string): Buffer {
  return delimited(14, Buffer.concat([text(1, key), text(2, value)]));
}
