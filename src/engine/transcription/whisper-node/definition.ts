import { NO_SETTINGS } from '../../settings-section.ts';
import type { HostPlan, RecognizerDefinition } from '../recognizer-definition.ts';
import { replicate } from '../replicate.ts';
import type { ChosenVariant } from './choose-variant.ts';
import { GGML_ADVICE, ggmlAvailability, ggmlFile, processorPlan, type WhisperNodeVariant } from './ggml-model.ts';

/** What a host loads. */
export interface WhisperNodeConfig {
  readonly model: string;
  readonly variant: WhisperNodeVariant;
  /** What was found where it was looked for already: looking takes seconds. */
  readonly chosen?: ChosenVariant;
  readonly threads: number;
  /** Where trimmed copies of model files may be kept. */
  readonly cacheFolder: string;
}

/** A ggml Whisper model, run by whisper.node on the GPU. */
export const whisperNodeDefinition: RecognizerDefinition<typeof NO_SETTINGS, WhisperNodeConfig> = {
  name: 'whisper-node',
  settings: NO_SETTINGS,
  needs: ['model'],
  slowAdvice: GGML_ADVICE,

  plan: (wanted, { replicas, threads, files }) => {
    const model = ggmlFile(wanted, 'whisper');
    if (model === undefined) return undefined;
    return { configs: replicate(replicas, { model, variant: 'auto', threads, cacheFolder: files.cache }) };
  },

  suits: async (plan, log) => {
    const { chooseVariant } = await import('./choose-variant.ts');
    return planWith(plan, await chooseVariant('auto', log), process.platform);
  },

  processors: async (config, log) => {
    const { usableVariants } = await import('./choose-variant.ts');
    return (await usableVariants(log)).map((chosen) => processorPlan(config, chosen));
  },

  probe: ({ model }, tools) => ggmlAvailability(model, tools),
};

/** What hosts load with the binary that was chosen, so that none of them looks again; undefined where it would be slow. */
export function planWith(
  plan: HostPlan<WhisperNodeConfig>,
  chosen: ChosenVariant,
  platform: NodeJS.Platform,
): HostPlan<WhisperNodeConfig> | undefined {
  const { variant } = chosen;
  // The one without a name of its own computes on the GPU of Apple's processors, and without AVX on all others.
  if (variant === 'default' && platform !== 'darwin') return undefined;
  return { ...plan, configs: plan.configs.map((config) => ({ ...config, variant, chosen })) };
}
