import { open } from 'node:fs/promises';
import { FileCursor, FileEndedError } from '../file-cursor.ts';
import { delimited, fieldsOf, readMessage } from './protobuf.ts';

/** A step of the computation: which operation makes which values of which. */
export interface OnnxNode {
  readonly operation: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
}

/** What the file says of itself, without its weights. */
export interface OnnxFile {
  readonly metadata: Readonly<Record<string, string>>;
  readonly nodes: readonly OnnxNode[];
  /** True where weights lie in other files beside it. */
  readonly externalWeights: boolean;
}

// Field numbers of ONNX's protobuf messages.
const MODEL = { graph: 7, metadata: 14 } as const;
const GRAPH = { node: 1, initializer: 5, output: 12 } as const;
const NODE = { input: 1, output: 2, operation: 4 } as const;
const ENTRY = { key: 1, value: 2 } as const;
const TENSOR = { dataLocation: 14 } as const;
const VALUE = { name: 1 } as const;

/** Weights up to this size are looked at to see whether they lie elsewhere: a reference is short. */
const LONGEST_REFERENCE_BYTES = 4096;

/** Node reads less than 2 GiB at once. */
const LONGEST_READ_BYTES = 2 ** 30;

/** Reads the steps and the metadata of an ONNX model and jumps over its weights. */
export async function readOnnxFile(file: string): Promise<OnnxFile> {
  const handle = await open(file);
  try {
    const { size } = await handle.stat();
    const cursor = new FileCursor(handle, size);
    const metadata: Record<string, string> = {};
    const nodes: OnnxNode[] = [];
    let externalWeights = false;
    await readMessage(cursor, size, async (field, length) => {
      if (field === MODEL.metadata) {
        const entry = fieldsOf(await cursor.bytes(length), Object.values(ENTRY));
        metadata[entry.get(ENTRY.key)?.[0] ?? ''] = entry.get(ENTRY.value)?.[0] ?? '';
      } else if (field === MODEL.graph) {
        await readMessage(cursor, cursor.position + length, async (part, partLength) => {
          if (part === GRAPH.node) nodes.push(nodeOf(await cursor.bytes(partLength)));
          else if (part === GRAPH.initializer && partLength < LONGEST_REFERENCE_BYTES) {
            externalWeights ||= isElsewhere(await cursor.bytes(partLength));
          } else cursor.skip(partLength);
        });
      } else cursor.skip(length);
    });
    return { metadata, nodes, externalWeights };
  } finally {
    await handle.close();
  }
}

/**
 * The bytes of a model that tells these inner values too: what is appended is merged into the graph by every reader of
 * protobuf.
 */
export async function withOutputs(file: string, names: readonly string[]): Promise<Buffer> {
  const outputs = names.map((name) => delimited(GRAPH.output, delimited(VALUE.name, Buffer.from(name))));
  const appended = delimited(MODEL.graph, Buffer.concat(outputs));
  const handle = await open(file);
  try {
    // Read straight to its place: a large model must not be held twice.
    const { size } = await handle.stat();
    const model = Buffer.alloc(size + appended.length);
    for (let offset = 0; offset < size;) {
      const { bytesRead } = await handle.read(model, offset, Math.min(size - offset, LONGEST_READ_BYTES), offset);
      if (bytesRead === 0) throw new FileEndedError('The file ends too early.');
      offset += bytesRead;
    }
    appended.copy(model, size);
    return model;
  } finally {
    await handle.close();
  }
}

function nodeOf(message: Buffer): OnnxNode {
  const fields = fieldsOf(message, Object.values(NODE));
  return {
    operation: fields.get(NODE.operation)?.[0] ?? '',
    inputs: fields.get(NODE.input) ?? [],
    outputs: fields.get(NODE.output) ?? [],
  };
}

function isElsewhere(tensor: Buffer): boolean {
  return fieldsOf(tensor, Object.values(TENSOR)).get(TENSOR.dataLocation)?.[0] === '1';
}
