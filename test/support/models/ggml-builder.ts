/** Builds small ggml files with the structure of real ones. */

const F32 = 0;
const F16 = 1;

function int32s(...values: number[]): Buffer {
  return Buffer.from(Int32Array.from(values).buffer);
}

function tensor(name: string, type: number, shape: readonly number[], data: Buffer): Buffer {
  return Buffer.concat([int32s(shape.length, name.length, type, ...shape), Buffer.from(name), data]);
}

const VOCABULARY = Buffer.concat([int32s(3), int32s(2), Buffer.from('ab'), int32s(0), int32s(1), Buffer.from('c')]);

interface WhisperFile {
  readonly vocabulary?: number;
  readonly frames?: number;
  readonly halfFloats?: boolean;
  readonly weightType?: number;
}

/** The width of the encoder in built files. */
export const WIDTH = 4;

/** A Whisper file; the positional embedding of frame `n` holds bytes of value `n` only. */
export function whisperFile({
  vocabulary = 51_865,
  frames = 20,
  halfFloats = false,
  weightType = F32,
}: WhisperFile = {}): Buffer {
  const rowBytes = WIDTH * (halfFloats ? 2 : 4);
  const embedding = Buffer.concat(Array.from({ length: frames }, (_, frame) => Buffer.alloc(rowBytes, frame)));
  return Buffer.concat([
    int32s(0x67676d6c, vocabulary, frames, WIDTH, 1, 4, 448, WIDTH, 1, 4, 2, 1),
    int32s(2, 3),
    Buffer.alloc(2 * 3 * 4, 0xaa),
    VOCABULARY,
    tensor('decoder.positional_embedding', F32, [WIDTH, 2], Buffer.alloc(WIDTH * 2 * 4, 0xbb)),
    tensor('encoder.positional_embedding', halfFloats ? F16 : F32, [WIDTH, frames], embedding),
    tensor('encoder.conv1.weight', weightType, [32, 2], Buffer.alloc(weightType === 8 ? 2 * 34 : 64 * 4, 0xcc)),
  ]);
}

/** A Parakeet file. */
export function parakeetFile(vocabulary = 8192): Buffer {
  return Buffer.concat([
    int32s(0x67676d6c, vocabulary, 3000, 1024, 8, 24, 128, 1, 512, 8, 256, 9, 640, 2, 5, 10),
    int32s(2, 3),
    Buffer.alloc(2 * 3 * 4),
    int32s(4),
    Buffer.alloc(4 * 4),
    Buffer.alloc(5 * 4),
    VOCABULARY,
    tensor('encoder.pre_encode.out.weight', F16, [2, 3], Buffer.alloc(12)),
  ]);
}
