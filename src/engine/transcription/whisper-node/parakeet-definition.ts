import { NO_SETTINGS } from '../../settings-section.ts';
import type { RecognizerDefinition } from '../recognizer-definition.ts';
import { replicate } from '../replicate.ts';
import type { ChosenVariant } from './choose-variant.ts';
import { GGML_ADVICE, ggmlAvailability, ggmlFile, processorPlan, type WhisperNodeVariant } from './ggml-model.ts';

/** What a host loads. */
export interface ParakeetConfig {
  readonly model: string;
  readonly variant: WhisperNodeVariant;
  /** What was found where it was looked for already. */
  readonly chosen?: ChosenVariant;
  readonly threads: number;
}

/** A ggml Parakeet model, run by whisper.node on the GPU. */
export const parakeetDefinition: RecognizerDefinition<typeof NO_SETTINGS, ParakeetConfig> = {
  name: 'parakeet',
  settings: NO_SETTINGS,
  needs: ['model'],
  slowAdvice: GGML_ADVICE,

  plan: (wanted, { replicas, threads }) => {
    const model = ggmlFile(wanted, 'parakeet');
    if (model === undefined) return undefined;
    return { configs: replicate(replicas, { model, variant: 'auto', threads }) };
  },

  processors: async (config, log) => {
    const { usableVariants } = await import('./choose-variant.ts');
    return (await usableVariants(log)).map((chosen) => processorPlan(config, chosen));
  },

  probe: ({ model }, tools) => ggmlAvailability(model, tools),
};
