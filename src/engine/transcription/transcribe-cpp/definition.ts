import type { z } from 'zod';
import { availabilityOf } from '../../pipeline/availability.ts';
import { packageAvailability } from '../installed-package.ts';
import type { RecognizerDefinition } from '../recognizer-definition.ts';
import { replicate } from '../replicate.ts';
import { SLOW_MACHINE } from '../slow-machine.ts';
import { ggmlFile } from '../whisper-node/ggml-model.ts';
import { transcribeCppSettings } from './settings.ts';

/** What a host loads. */
export interface TranscribeCppConfig {
  readonly model: string;
  readonly device: z.infer<typeof transcribeCppSettings>['device'];
  /** Name of the GPU that is tried first; that of the library's list when absent. */
  readonly gpu?: string;
  readonly threads: number;
}

/** Models of many families in GGUF, and ggml Whisper files, run by transcribe.cpp on the GPU or the processor. */
export const transcribeCppDefinition: RecognizerDefinition<typeof transcribeCppSettings, TranscribeCppConfig> = {
  name: 'transcribe-cpp',
  settings: transcribeCppSettings,
  needs: ['model'],
  slowAdvice: {
    message: SLOW_MACHINE,
    hint: 'Choose a smaller model, or a Whisper model in ONNX (a folder), which a processor runs faster.',
  },

  plan: (wanted, { settings: { device }, replicas, threads }) => {
    const model = wanted.type === 'gguf' ? wanted.file : ggmlFile(wanted, 'whisper');
    return model === undefined ? undefined : { configs: replicate(replicas, { model, device, threads }) };
  },

  processors: async (config) => {
    const [{ listDevices }, { deviceOrder, isGpu }] = await Promise.all([
      import('./list-devices.ts'),
      import('./device-choice.ts'),
    ]);
    const order = deviceOrder(await listDevices(), { device: config.device });
    return order.map((one) => {
      const processor = isGpu(one) ? ({ device: 'auto', gpu: one.name } as const) : ({ device: 'cpu' } as const);
      return { processor, config: { ...config, ...processor } };
    });
  },

  probe: ({ model }, tools) =>
    availabilityOf(
      'The file of the speech model',
      async () => {
        const { requireModelFile } = await import('./model-file.ts');
        await requireModelFile(model);
        return packageAvailability('transcribe-cpp');
      },
      tools,
    ),
};
