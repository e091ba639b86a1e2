import { open } from 'node:fs/promises';
import { FileCursor } from '../file-cursor.ts';

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

/** Wire types of protobuf. */
const VARINT = 0;
const FIXED_64 = 1;
const DELIMITED = 2;
const FIXED_32 = 5;

/** Weights up to this size are looked at to see whether they lie elsewhere: a reference is short. */
const LONGEST_REFERENCE_BYTES = 4096;

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
        const entry = texts(await cursor.bytes(length));
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
 * A model that tells these inner values too: what is appended is merged into the graph by every reader of protobuf.
 * @param model bytes of a whole ONNX file.
 */
export function withOutputs(model: Buffer, names: readonly string[]): Buffer {
  const outputs = names.map((name) => delimited(GRAPH.output, delimited(VALUE.name, Buffer.from(name))));
  return Buffer.concat([model, delimited(MODEL.graph, Buffer.concat(outputs))]);
}

/** Calls `take` for each delimited field, which must read or jump over its bytes. */
async function readMessage(
  cursor: FileCursor,
  end: number,
  take: (field: number, length: number) => Promise<void>,
): Promise<void> {
  while (cursor.position < end) {
    const key = await readVarint(cursor);
    const wireType = key % 8;
    if (wireType === DELIMITED) await take(Math.floor(key / 8), await readVarint(cursor));
    else if (wireType === VARINT) await readVarint(cursor);
    else if (wireType === FIXED_64) cursor.skip(8);
    else if (wireType === FIXED_32) cursor.skip(4);
    else throw new Error('The file is no ONNX model.');
  }
}

async function readVarint(cursor: FileCursor): Promise<number> {
  let value = 0;
  for (let shift = 0; shift < 64; shift += 7) {
    const byte = (await cursor.bytes(1)).readUInt8(0);
    value += (byte % 128) * 2 ** shift;
    if (byte < 128) return value;
  }
  throw new Error('The file is no ONNX model.');
}

/** The fields of a small message: of each field number its texts, or its numbers as text. */
function texts(message: Buffer): Map<number, string[]> {
  const fields = new Map<number, string[]>();
  let position = 0;
  const varint = (): number => {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = message.readUInt8(position);
      position += 1;
      value += (byte % 128) * 2 ** shift;
      if (byte < 128) return value;
    }
  };
  while (position < message.length) {
    const key = varint();
    const wireType = key % 8;
    let text = '';
    if (wireType === VARINT) text = String(varint());
    else {
      const length = wireType === DELIMITED ? varint() : wireType === FIXED_64 ? 8 : 4;
      text = message.toString('utf8', position, position + length);
      position += length;
    }
    const field = Math.floor(key / 8);
    fields.set(field, [...(fields.get(field) ?? []), text]);
  }
  return fields;
}

function nodeOf(message: Buffer): OnnxNode {
  const fields = texts(message);
  return {
    operation: fields.get(NODE.operation)?.[0] ?? '',
    inputs: fields.get(NODE.input) ?? [],
    outputs: fields.get(NODE.output) ?? [],
  };
}

function isElsewhere(tensor: Buffer): boolean {
  return texts(tensor).get(TENSOR.dataLocation)?.[0] === '1';
}

function delimited(field: number, content: Buffer): Buffer {
  return Buffer.concat([varint(field * 8 + DELIMITED), varint(content.length), content]);
}

function varint(value: number): Buffer {
  const bytes: number[] = [];
  for (let rest = value; ; rest = Math.floor(rest / 128)) {
    if (rest < 128) return Buffer.from([...bytes, rest]);
    bytes.push((rest % 128) + 128);
  }
}
