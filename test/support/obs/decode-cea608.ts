/** What a decoder shows from a time on: rows parted by line feeds, empty where the screen is clear. */
export interface DecodedCaption {
  /** By the stream, in milliseconds. */
  readonly atMs: number;
  readonly text: string;
  /** Pairs of bytes in each message of the picture that carries it. */
  readonly pairs: readonly number[];
}

/** The pairs of one picture. */
interface CaptionData {
  readonly atMs: number;
  readonly messages: readonly (readonly (readonly [first: number, second: number])[])[];
}

/** The captions of channel 1 in the H.264 pictures of an FLV file, as pop-on decoders show them. */
export function decodeCea608(flv: Buffer): readonly DecodedCaption[] {
  const screen = new PopOnScreen();
  return captionDataIn(flv).map(({ atMs, messages }) => {
    for (const [first, second] of messages.flat()) screen.take(first, second);
    return { atMs, text: screen.text, pairs: messages.map(({ length }) => length) };
  });
}

const VIDEO_TAG = 9;
const HEADER_BYTES = 9;
const TAG_BYTES = 11;
const SIZE_BYTES = 4;

function captionDataIn(flv: Buffer): readonly CaptionData[] {
  const found: CaptionData[] = [];
  for (let at = HEADER_BYTES + SIZE_BYTES; at + TAG_BYTES <= flv.length;) {
    const size = flv.readUIntBE(at + 1, 3);
    const atMs = flv.readUIntBE(at + 4, 3) + flv.readUInt8(at + 7) * 2 ** 24;
    const body = flv.subarray(at + TAG_BYTES, at + TAG_BYTES + size);
    // Of H.264: not its head, but its pictures.
    if (flv.readUInt8(at) === VIDEO_TAG && (body[0] ?? 0) % 16 === 7 && body[1] === 1) {
      const messages = nalUnits(body.subarray(5)).flatMap(messagesIn);
      if (messages.length > 0) found.push({ atMs, messages });
    }
    at += TAG_BYTES + size + SIZE_BYTES;
  }
  return found;
}

function nalUnits(picture: Buffer): readonly Buffer[] {
  const units: Buffer[] = [];
  for (let at = 0; at + 4 <= picture.length;) {
    const size = picture.readUInt32BE(at);
    units.push(picture.subarray(at + 4, at + 4 + size));
    at += 4 + size;
  }
  return units;
}

const SEI = 6;
const USER_DATA = 4;
/** The country, its provider, captions of television, and data of captions. */
const CAPTIONS = Buffer.from([0xb5, 0x00, 0x31, ...Buffer.from('GA94'), 0x03]);

/** The messages with captions in a unit, each as its pairs for field 1. */
function messagesIn(unit: Buffer): CaptionData['messages'] {
  if ((unit[0] ?? 0) % 32 !== SEI) return [];
  const bytes = unescaped(unit);
  const messages: (readonly (readonly [number, number])[])[] = [];
  for (let at = 1; at + 2 < bytes.length;) {
    const type = numberAt(bytes, at);
    const size = numberAt(bytes, type.end);
    const data = bytes.subarray(size.end, size.end + size.value);
    if (type.value === USER_DATA && data.subarray(0, CAPTIONS.length).equals(CAPTIONS)) messages.push(pairsIn(data));
    at = size.end + size.value;
  }
  return messages;
}

/** A number that goes on while its bytes are full. */
function numberAt(bytes: Buffer, at: number): { readonly value: number; readonly end: number } {
  let [value, end] = [0, at];
  while (bytes[end] === 0xff) {
    value += 0xff;
    end += 1;
  }
  return { value: value + (bytes[end] ?? 0), end: end + 1 };
}

/** Without the bytes that keep the data from looking like the beginning of a unit. */
function unescaped(unit: Buffer): Buffer {
  return Buffer.from(unit.filter((byte, at) => !(byte === 3 && at >= 2 && unit[at - 1] === 0 && unit[at - 2] === 0)));
}

function pairsIn(data: Buffer): readonly (readonly [number, number])[] {
  const count = (data[CAPTIONS.length] ?? 0) % 32;
  const first = CAPTIONS.length + 2;
  return Array.from({ length: count }, (_, index) => data.subarray(first + 3 * index, first + 3 * index + 3))
    .filter(([kind = 0]) => (kind & 7) === 4)
    .map(([, one = 0, two = 0]) => [one % 128, two % 128] as const);
}

const BASIC = new Map(
  Object.entries({ 39: '’', 42: 'á', 92: 'é', 94: 'í', 95: 'ó', 96: 'ú', 123: 'ç', 124: '÷', 125: 'Ñ', 126: 'ñ' }),
);
const SPECIAL = [...'®°½¿™¢£♪à\u00a0èâêîôû'];
const EXTENDED: Readonly<Record<number, readonly string[]>> = {
  0x12: [...'ÁÉÓÚÜü‘¡*’—©℠•“”ÀÂÇÈÊËëÎÏïÔÙùÛ«»'],
  0x13: [...'ÃãÍÌìÒòÕõ{}\\^_|~ÄäÖöß¥¤¦ÅåØø┌┐└┘'],
};

/** Writes on a screen that is not seen, and then shows it. */
class PopOnScreen {
  #hidden = new Map<number, string>();
  #shown = new Map<number, string>();
  #row = 0;
  #lastControl = '';

  get text(): string {
    const rows = [...this.#shown].sort(([one], [other]) => one - other);
    return rows.map(([, row]) => row).join('\n');
  }

  take(first: number, second: number): void {
    if (first >= 0x20) {
      this.#lastControl = '';
      for (const code of [first, second]) {
        if (code >= 0x20) this.#write(BASIC.get(String(code)) ?? String.fromCharCode(code));
      }
      return;
    }
    if (first < 0x10) return;
    const control = `${first} ${second}`;
    // Each is sent twice, for bad reception.
    const isRepeated = control === this.#lastControl;
    this.#lastControl = isRepeated ? '' : control;
    if (!isRepeated) this.#obey(first, second);
  }

  #obey(first: number, second: number): void {
    if (second >= 0x40) this.#row = first * 2 + (second & 0x20 ? 1 : 0);
    else if (first === 0x11 && second >= 0x30) this.#write(SPECIAL[second - 0x30] ?? '');
    else if (first === 0x12 || first === 0x13) {
      this.#hidden.set(this.#row, (this.#hidden.get(this.#row) ?? '').slice(0, -1));
      this.#write(EXTENDED[first]?.[second - 0x20] ?? '');
    } else if (first === 0x14 && second === 0x2e) this.#hidden = new Map();
    else if (first === 0x14 && second === 0x2c) this.#shown = new Map();
    else if (first === 0x14 && second === 0x2f) [this.#shown, this.#hidden] = [this.#hidden, this.#shown];
  }

  #write(character: string): void {
    this.#hidden.set(this.#row, (this.#hidden.get(this.#row) ?? '') + character);
  }
}
