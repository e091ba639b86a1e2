import { open } from 'node:fs/promises';
import { EngineError, foreignMessage } from '../../errors.ts';
import { GGML_MAGIC } from '../ggml-file.ts';
import { FileCursor, FileEndedError } from '../file-cursor.ts';

/** Where the Whisper header keeps its audio window, in bytes from the start of the file. */
export const AUDIO_CONTEXT_OFFSET = 8;

const POSITIONAL_EMBEDDING = 'encoder.positional_embedding';

/** The smallest vocabulary that has language tokens; one less is an English-only model. */
const MULTILINGUAL_VOCABULARY = 51_865;

/** Where a tensor lies in the file. */
export interface TensorPlace {
  /** Offset of the 32-bit number of rows in the tensor's header. */
  readonly rowsOffset: number;
  readonly dataOffset: number;
  readonly dataBytes: number;
  readonly rows: number;
}

/** What must be known of a ggml Whisper file before native code sees it. */
export interface WhisperLayout {
  readonly kind: 'whisper';
  readonly size: number;
  readonly multilingual: boolean;
  /** How many language tokens the vocabulary has. */
  readonly languages: number;
  /** The encoder's window, in frames of 20 ms. */
  readonly audioContext: number;
  /** The decoder's window, in tokens. */
  readonly textContext: number;
  readonly positionalEmbedding: TensorPlace;
}

/** What must be known of a ggml Parakeet file before native code sees it. */
interface ParakeetLayout {
  readonly kind: 'parakeet';
  readonly size: number;
  readonly vocabulary: number;
}

/**
 * Reads the structure of a ggml speech model without its weights, and checks that the file is whole. Native code would
 * print to the terminal, or crash, where this says what is wrong. Throws `model-missing`, `model-damaged` or
 * `model-unsupported`.
 */
export async function readGgmlLayout(file: string): Promise<WhisperLayout | ParakeetLayout> {
  const handle = await open(file).catch((error: unknown) => {
    throw new EngineError('model-missing', `The model file ${file} cannot be opened (${foreignMessage(error)}).`, {
      hint: 'Check the path, or download the model again.',
      stage: 'transcription',
      cause: error,
    });
  });
  try {
    const { size } = await handle.stat();
    return await readLayout(new FileCursor(handle, size), size);
  } catch (error) {
    if (error instanceof EngineError) throw error;
    const why = error instanceof FileEndedError ? 'it is cut off' : foreignMessage(error);
    throw damaged(`The model file ${file} is damaged: ${why}.`, error);
  } finally {
    await handle.close();
  }
}

async function readLayout(cursor: FileCursor, size: number): Promise<WhisperLayout | ParakeetLayout> {
  if ((await cursor.int32()) !== GGML_MAGIC) throw new Error('it is not a ggml speech model');
  const header: number[] = [];
  for (let field = 0; field < 7; field += 1) header.push(await cursor.int32());
  const [vocabulary = 0, audioContext = 0, audioState = 0, , layers = 0, sixth = 0, seventh = 0] = header;
  if ([vocabulary, audioContext, audioState, layers].some((value) => value <= 0 || value > 1_000_000)) {
    throw new Error('its header makes no sense');
  }
  // The sixth and seventh field are a text window and a width in Whisper, the mel bands and a file type in Parakeet.
  if (seventh !== audioState) {
    await skipParakeetTables(cursor);
    await findTensor(cursor, undefined);
    return { kind: 'parakeet', size, vocabulary };
  }
  cursor.skip(4 * 4);
  await skipFilters(cursor);
  await skipVocabulary(cursor);
  const positionalEmbedding = await findTensor(cursor, POSITIONAL_EMBEDDING);
  if (positionalEmbedding?.rows !== audioContext) throw new Error('its encoder has no fitting positional embedding');
  const multilingual = vocabulary >= MULTILINGUAL_VOCABULARY;
  const languages = multilingual ? vocabulary - 51_766 : 1;
  return { kind: 'whisper', size, multilingual, languages, audioContext, textContext: sixth, positionalEmbedding };
}

async function skipFilters(cursor: FileCursor): Promise<void> {
  cursor.skip((await cursor.int32()) * (await cursor.int32()) * 4);
}

async function skipVocabulary(cursor: FileCursor): Promise<void> {
  for (let left = await cursor.int32(); left > 0; left -= 1) cursor.skip(await cursor.int32());
}

/** The rest of the header, mel filters, window function, durations, vocabulary. */
async function skipParakeetTables(cursor: FileCursor): Promise<void> {
  cursor.skip(6 * 4);
  const durations = await cursor.int32();
  cursor.skip(4);
  await skipFilters(cursor);
  cursor.skip((await cursor.int32()) * 4);
  cursor.skip(durations * 4);
  await skipVocabulary(cursor);
}

/** Walks over all tensors up to the end of the file. */
async function findTensor(cursor: FileCursor, wanted: string | undefined): Promise<TensorPlace | undefined> {
  let found: TensorPlace | undefined;
  let count = 0;
  for (; !cursor.atEnd; count += 1) {
    const dimensions = await cursor.int32();
    const nameBytes = await cursor.int32();
    const type = await cursor.int32();
    if (dimensions < 0 || dimensions > 4 || nameBytes <= 0 || nameBytes > 256)
      throw new Error('a tensor makes no sense');
    let elements = 1;
    const rowsOffset = cursor.position + 4;
    const shape: number[] = [];
    for (let index = 0; index < dimensions; index += 1) shape.push(await cursor.int32());
    for (const length of shape) elements *= length;
    const name = (await cursor.bytes(nameBytes)).toString('utf8');
    const dataBytes = tensorBytes(type, elements);
    if (name === wanted) found = { rowsOffset, dataOffset: cursor.position, dataBytes, rows: shape[1] ?? 0 };
    cursor.skip(dataBytes);
  }
  if (count === 0) throw new Error('it holds no weights');
  return found;
}

/** By ggml's number of a tensor type: bytes of a block, and elements in a block. */
const TENSOR_TYPES: Readonly<Record<number, readonly [bytes: number, elements: number]>> = {
  0: [4, 1],
  1: [2, 1],
  2: [18, 32],
  3: [20, 32],
  6: [22, 32],
  7: [24, 32],
  8: [34, 32],
  10: [84, 256],
  11: [110, 256],
  12: [144, 256],
  13: [176, 256],
  14: [210, 256],
  30: [2, 1],
};

function tensorBytes(type: number, elements: number): number {
  const block = TENSOR_TYPES[type];
  if (!block) {
    throw new EngineError(
      'model-unsupported',
      `The model file uses a kind of weights (${type}) that is not supported.`,
      {
        hint: 'Use a model in f16, q8_0 or q5_0.',
        stage: 'transcription',
      },
    );
  }
  return (elements / block[1]) * block[0];
}

function damaged(message: string, cause: unknown): EngineError {
  return new EngineError('model-damaged', message, {
    hint: 'Download the model again.',
    stage: 'transcription',
    cause,
  });
}
