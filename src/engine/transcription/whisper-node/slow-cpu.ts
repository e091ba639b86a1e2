import type { ChosenVariant } from './choose-variant.ts';
import type { NativeDevice } from './native-log.ts';

/** What is worth telling about a model that runs on the CPU. */
export function slowCpuWarnings(device: NativeDevice, { passedOver }: ChosenVariant): string[] {
  if (device.gpu) return [];
  const reasons = passedOver.length === 0 ? '' : ` (${passedOver.join('; ')})`;
  return [
    `whisper.node found no GPU${reasons} and runs on the CPU, many times slower than a model in ONNX: ` +
      'choose one of these.',
  ];
}
