import type { SherpaFiles } from '../sherpa-files.ts';
import type { OnlineConfig } from './sherpa-module.ts';

/** A kind of model that sherpa-onnx runs as a stream. */
interface OnlineKind {
  /** As people call it. */
  readonly name: string;
  /** Whether a folder holds such a model: by its files, and by what the streaming ones say of themselves. */
  readonly fits: (files: SherpaFiles) => boolean;
  /** Where the library looks for it. */
  readonly config: (files: SherpaFiles) => OnlineModel;
  /** Words that are likely to occur can be made likelier: the library does that for these only. */
  readonly hotwords: boolean;
}

type OnlineModel = Partial<
  Pick<OnlineConfig['modelConfig'], 'transducer' | 'paraformer' | 'zipformer2Ctc' | 'nemoCtc' | 'toneCtc'>
>;

const isTransducer = ({ encoder, decoder, joiner }: SherpaFiles): boolean =>
  encoder !== undefined && decoder !== undefined && joiner !== undefined;

const transducer = ({ encoder = '', decoder = '', joiner = '' }: SherpaFiles): OnlineModel => ({
  transducer: { encoder, decoder, joiner },
});

const saysNothing = ({ metadata }: SherpaFiles): boolean => Object.keys(metadata).length === 0;

const has = ({ metadata }: SherpaFiles, ...keys: readonly string[]): boolean => keys.every((key) => key in metadata);

/**
 * The kinds, the first that fits counts. What a streaming model must say of itself, the offline one of the same name does
 * not: how it is cut into chunks.
 */
export const ONLINE_KINDS: readonly OnlineKind[] = [
  {
    name: 'NeMo streaming transducer',
    fits: (files) =>
      isTransducer(files) && (has(files, 'chunk_shift', 'cache_last_time_dim1') || has(files, 'streaming_model_type')),
    config: transducer,
    hotwords: false,
  },
  {
    name: 'streaming transducer',
    // One that cannot be read is damaged: its host tells how.
    fits: (files) => isTransducer(files) && (has(files, 'decode_chunk_len', 'T') || saysNothing(files)),
    config: transducer,
    hotwords: true,
  },
  {
    name: 'streaming zipformer CTC',
    fits: (files) => files.model !== undefined && has(files, 'decode_chunk_len', 'T', 'encoder_dims'),
    config: ({ model = '' }) => ({ zipformer2Ctc: { model } }),
    hotwords: false,
  },
  {
    name: 'NeMo streaming CTC',
    fits: (files) => files.model !== undefined && has(files, 'chunk_shift', 'cache_last_time_dim1'),
    config: ({ model = '' }) => ({ nemoCtc: { model } }),
    hotwords: false,
  },
  {
    name: 'T-one',
    fits: (files) => files.model !== undefined && has(files, 'frame_length_ms', 'state_dim', 'sample_rate'),
    config: ({ model = '' }) => ({ toneCtc: { model } }),
    hotwords: false,
  },
  {
    name: 'streaming paraformer',
    fits: (files) => !isTransducer(files) && has(files, 'encoder_output_size', 'decoder_num_blocks', 'lfr_window_size'),
    config: ({ encoder = '', decoder = '' }) => ({ paraformer: { encoder, decoder } }),
    hotwords: false,
  },
];

/** What the languages of a model are called when a stream is told one of them; nothing where it cannot be told. */
export function promptLanguages({ metadata }: SherpaFiles): readonly string[] | undefined {
  try {
    const dictionary = JSON.parse(metadata['prompt_dictionary'] ?? '') as unknown;
    if (typeof dictionary !== 'object' || dictionary === null) return undefined;
    return Object.keys(dictionary).filter((name) => name !== 'auto');
  } catch {
    return undefined;
  }
}
