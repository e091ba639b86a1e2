/** How a check sum of one byte goes on: the remainders of all bytes, most significant bit first. */
function remainders(bits: 8 | 16 | 32, polynomial: number): Uint32Array {
  const top = 2 ** (bits - 1);
  const mask = 2 ** bits - 1;
  return Uint32Array.from({ length: 256 }, (_, byte) => {
    let rest = (byte << (bits - 8)) >>> 0;
    for (let bit = 0; bit < 8; bit++) {
      rest = (rest & top) !== 0 ? ((rest << 1) ^ polynomial) >>> 0 : (rest << 1) >>> 0;
      rest = (rest & mask) >>> 0;
    }
    return rest;
  });
}

const CRC8 = remainders(8, 0x07);
const CRC16 = remainders(16, 0x8005);
const CRC32 = remainders(32, 0x04c1_1db7);

/** The check sum of a FLAC frame's head; 0 where it includes the stored one and both agree. */
export function crc8(bytes: Uint8Array): number {
  let crc = 0;
  for (const byte of bytes) crc = CRC8[crc ^ byte] ?? 0;
  return crc;
}

/** The check sum of a FLAC frame up to its next byte. Begins with 0, and is 0 again behind the stored one. */
export function nextCrc16(crc: number, byte: number): number {
  return ((crc << 8) & 0xffff) ^ (CRC16[(crc >> 8) ^ byte] ?? 0);
}

/** The check sum of an Ogg page, of its parts one after the other. Begins with 0. */
export function nextCrc32(crc: number, bytes: Uint8Array): number {
  let next = crc;
  for (const byte of bytes) next = ((next << 8) ^ (CRC32[(next >>> 24) ^ byte] ?? 0)) >>> 0;
  return next;
}
