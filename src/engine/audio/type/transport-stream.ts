/** Distances of packets: as they are broadcast, with a time in front (Blu-ray, camcorders), with check bytes behind. */
const PACKET_BYTES = [188, 192, 204];

const SYNC = 0x47;
const SURE_PACKETS = 5;
const FEWEST_PACKETS = 3;

/** True where an MPEG transport stream begins at `at`, by its packets. `isWhole`: the file ends with `bytes`. */
export function isTransportStreamAt(bytes: Uint8Array, at: number, isWhole: boolean): boolean {
  if (bytes[at] !== SYNC) return false;
  return PACKET_BYTES.some((distance) => {
    for (let count = 1; count < SURE_PACKETS; count++) {
      const next = at + count * distance;
      if (next >= bytes.length) return isWhole && count >= FEWEST_PACKETS;
      if (bytes[next] !== SYNC) return false;
    }
    return true;
  });
}
