import type { FileCursor } from '../file-cursor.ts';

// Wire types.
const VARINT = 0;
const FIXED_64 = 1;
const DELIMITED = 2;
const FIXED_32 = 5;

/** Fields are numbered from 1; a file of zeros is full of fields 0. */
const LEAST_KEY = 8;

/** Longer numbers are no protobuf. */
const LONGEST_VARINT_BITS = 64;

/** Calls `take` for each delimited field of a message in a file; `take` must read its bytes or jump over them. */
export async function readMessage(
  cursor: FileCursor,
  end: number,
  take: (field: number, length: number) => Promise<void>,
): Promise<void> {
  while (cursor.position < end) {
    const key = await readVarint(cursor);
    const wireType = key % 8;
    if (key < LEAST_KEY) throw noProtobuf();
    if (wireType === DELIMITED) await take(Math.floor(key / 8), await readVarint(cursor));
    else if (wireType === VARINT) await readVarint(cursor);
    else if (wireType === FIXED_64) cursor.skip(8);
    else if (wireType === FIXED_32) cursor.skip(4);
    else throw noProtobuf();
  }
}

/** Of a message in memory the wanted fields: of each its texts, or its numbers as text. */
export function fieldsOf(message: Buffer, wanted: readonly number[]): ReadonlyMap<number, readonly string[]> {
  const fields = new Map<number, string[]>(wanted.map((field) => [field, []]));
  let position = 0;
  const varint = (): number => {
    let value = 0;
    for (let shift = 0; shift < LONGEST_VARINT_BITS; shift += 7) {
      const byte = message[position];
      if (byte === undefined) throw noProtobuf();
      position += 1;
      value += (byte % 128) * 2 ** shift;
      if (byte < 128) return value;
    }
    throw noProtobuf();
  };
  while (position < message.length) {
    const key = varint();
    const wireType = key % 8;
    if (key < LEAST_KEY) throw noProtobuf();
    const values = fields.get(Math.floor(key / 8));
    if (wireType === VARINT) {
      const value = varint();
      values?.push(String(value));
      continue;
    }
    const length = wireType === DELIMITED ? varint() : wireType === FIXED_64 ? 8 : wireType === FIXED_32 ? 4 : Infinity;
    if (position + length > message.length) throw noProtobuf();
    values?.push(message.toString('utf8', position, position + length));
    position += length;
  }
  return fields;
}

/** One field that holds bytes. */
export function delimited(field: number, content: Buffer): Buffer {
  return Buffer.concat([varintBytes(field * 8 + DELIMITED), varintBytes(content.length), content]);
}

async function readVarint(cursor: FileCursor): Promise<number> {
  let value = 0;
  for (let shift = 0; shift < LONGEST_VARINT_BITS; shift += 7) {
    const byte = (await cursor.bytes(1)).readUInt8(0);
    value += (byte % 128) * 2 ** shift;
    if (byte < 128) return value;
  }
  throw noProtobuf();
}

function varintBytes(value: number): Buffer {
  const bytes: number[] = [];
  for (let rest = value; ; rest = Math.floor(rest / 128)) {
    if (rest < 128) return Buffer.from([...bytes, rest]);
    bytes.push((rest % 128) + 128);
  }
}

function noProtobuf(): Error {
  return new Error('The file is not an ONNX model');
}
