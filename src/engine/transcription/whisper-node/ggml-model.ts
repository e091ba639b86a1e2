import path from 'node:path';
import { availabilityOf, type Availability } from '../../pipeline/availability.ts';
import type { ProcessorPlan, RecognizerProbeTools, SlowAdvice } from '../recognizer-definition.ts';
import type { WantedModel } from '../wanted-model.ts';
import { SLOW_MACHINE } from '../slow-machine.ts';
import type { ChosenVariant } from './choose-variant.ts';

// What Whisper and Parakeet in ggml have in common.

/** Which of the prebuilt binaries of whisper.node to use; `auto` tries the fastest that finds a GPU. */
export type WhisperNodeVariant = 'auto' | 'default' | 'vulkan' | 'cuda';

/** Where such a model is too slow. */
export const GGML_ADVICE: SlowAdvice = {
  message: SLOW_MACHINE,
  hint:
    'Choose a smaller model, or a Whisper model in ONNX (a folder for sherpa-onnx), which a processor runs many ' +
    'times faster than ggml; or use a computer with a GPU.',
};

/** The ggml file that is wanted, by the kind that its name tells; the file itself is read by whoever loads it. */
export function ggmlFile(model: WantedModel, kind: 'whisper' | 'parakeet'): string | undefined {
  if (model.type !== 'ggml') return undefined;
  const isParakeet = /parakeet/iu.test(path.basename(model.file));
  return isParakeet === (kind === 'parakeet') ? model.file : undefined;
}

/** What a host loads to compute with a binary that was found, so that it does not look again. */
export function processorPlan<Config extends object>(
  config: Config,
  chosen: ChosenVariant,
): ProcessorPlan<Config & { readonly variant: WhisperNodeVariant; readonly chosen: ChosenVariant }> {
  const { variant } = chosen;
  return { processor: { variant }, config: { ...config, variant, chosen } };
}

/** Whether whisper.node is there, and the file is whole. Whether there is a GPU is found out by whoever loads it. */
export function ggmlAvailability(model: string, tools: RecognizerProbeTools): Promise<Availability> {
  return availabilityOf(
    'The file of the speech model',
    async () => {
      const [{ readGgmlLayout }, { findVariant }] = await Promise.all([
        import('./ggml-layout.ts'),
        import('./native-module.ts'),
      ]);
      await readGgmlLayout(model);
      if (findVariant('default') !== undefined) return { available: true };
      return {
        available: false,
        reason: 'whisper.node is not installed for this computer.',
        hint: 'Install Overlingo again with its optional packages, or choose an ONNX model.',
      };
    },
    tools,
  );
}
