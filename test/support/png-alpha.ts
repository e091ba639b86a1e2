import { inflateSync } from 'node:zlib';

/** A colour with an alpha channel, 8 bits each: what a screenshot without a background has. */
const RGBA = 6;

/** The least and the most opaque pixel of a PNG: 0 is transparent, 255 opaque. A PNG without alpha is opaque. */
export function alphaRange(png: Buffer): { readonly least: number; readonly most: number } {
  if (png[25] !== RGBA) return { least: 255, most: 255 };
  const stride = png.readUInt32BE(16) * 4;
  const filtered = inflateSync(imageData(png));
  let above = new Uint8Array(stride);
  let least = 255;
  let most = 0;
  for (let start = 0; start < filtered.length; start += stride + 1) {
    const row = unfilter(filtered.subarray(start + 1, start + 1 + stride), above, filtered[start] ?? 0);
    for (let index = 3; index < stride; index += 4) {
      least = Math.min(least, row[index] ?? 0);
      most = Math.max(most, row[index] ?? 0);
    }
    above = row;
  }
  return { least, most };
}

function imageData(png: Buffer): Buffer {
  const chunks: Buffer[] = [];
  for (let position = 8; position < png.length; position += png.readUInt32BE(position) + 12) {
    const end = position + 8 + png.readUInt32BE(position);
    if (png.toString('latin1', position + 4, position + 8) === 'IDAT') chunks.push(png.subarray(position + 8, end));
  }
  return Buffer.concat(chunks);
}

/** Undoes the filter of one row (PNG specification, section 9). */
function unfilter(row: Uint8Array, above: Uint8Array, filter: number): Uint8Array<ArrayBuffer> {
  const plain = new Uint8Array(row.length);
  for (let index = 0; index < row.length; index += 1) {
    const left = plain[index - 4] ?? 0;
    const up = above[index] ?? 0;
    const predictions = [0, left, up, (left + up) >> 1, paeth(left, up, above[index - 4] ?? 0)];
    plain[index] = (row[index] ?? 0) + (predictions[filter] ?? 0);
  }
  return plain;
}

function paeth(left: number, up: number, corner: number): number {
  const estimate = left + up - corner;
  const [toLeft, toUp, toCorner] = [left, up, corner].map((value) => Math.abs(estimate - value)) as [
    number,
    number,
    number,
  ];
  if (toLeft <= toUp && toLeft <= toCorner) return left;
  return toUp <= toCorner ? up : corner;
}
