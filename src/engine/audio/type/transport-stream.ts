/** Distances of packets: as they are broadcast, with a time in front (Blu-ray, camcorders), with check bytes behind. */
const PACKET_BYTES = [188, 192, 204];

const SYNC = 0x47;
const SURE_PACKETS = 5;
const FEWEST_PACKETS = 3;

/** True where an MPEG transport stream begins at `at`, by its packets. `isWhole`: the file ends with `bytes`. */
export function isTransportStreamAt(bytes: Uint8Array, at: number, isWhole: boolean): boolean {
  return bytes[at] === SYNC && PACKET_BYTES.some((distance) => arePacketsAt(bytes, at, distance, isWhole));
}

function arePacketsAt(bytes: Uint8Array, at: number, distance: number, isWhole: boolean): boolean {
  for (let count = 0; count < SURE_PACKETS; count++) {
    const packet = at + count * distance;
    if (packet + 4 > bytes.length) {
      if (isWhole && count >= FEWEST_PACKETS) break;
      return false;
    }
    const [sync, flags = 0, , content = 0] = bytes.subarray(packet, packet + 4);
    // A packet that is marked as damaged, or that has no content, is none.
    if (sync !== SYNC || (flags & 0x80) !== 0 || (content & 0x30) === 0) return false;
  }
  // Tables of text may have a letter at equal distances too.
  return bytes.subarray(at, at + SURE_PACKETS * distance).some((byte) => byte < 0x09 || byte > 0x7f);
}
