import { availabilityOf } from '../../pipeline/availability.ts';
import { NO_SETTINGS } from '../../settings-section.ts';
import { packageAvailability } from '../installed-package.ts';
import { requireModelFiles } from '../model-files.ts';
import type { RecognizerDefinition } from '../recognizer-definition.ts';
import { replicate } from '../replicate.ts';
import { SLOW_MACHINE } from '../slow-machine.ts';

/** What a host loads. */
export interface SherpaTransducerConfig {
  readonly encoder: string;
  readonly decoder: string;
  readonly joiner: string;
  readonly tokens: string;
  readonly threads: number;
  /** Primary subtags; `any` where nobody knows. */
  readonly languages: 'any' | readonly string[];
}

/** A streaming transducer (zipformer) in ONNX, run by sherpa-onnx on the CPU. */
export const sherpaTransducerDefinition: RecognizerDefinition<typeof NO_SETTINGS, SherpaTransducerConfig> = {
  name: 'sherpa-transducer',
  settings: NO_SETTINGS,
  needs: ['model'],
  slowAdvice: {
    message: SLOW_MACHINE,
    hint: 'Choose a smaller model, or close other programs.',
  },

  plan: (model, { replicas, threads }) => {
    if (model.type !== 'folder') return undefined;
    const { joiner, ...files } = model.files;
    if (joiner === undefined) return undefined;
    return { configs: replicate(replicas, { ...files, joiner, threads, languages: 'any' }) };
  },

  probe: ({ encoder, decoder, joiner, tokens }, tools) =>
    availabilityOf(
      'The folder of the speech model',
      async () => {
        await requireModelFiles([encoder, decoder, joiner, tokens]);
        return packageAvailability('sherpa-onnx-node');
      },
      tools,
    ),
};
