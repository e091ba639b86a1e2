import type { BackendInfo } from 'transcribe-cpp';
import type { TranscribeCppConfig } from './definition.ts';

/** What counts as a GPU, the better first. */
const GPU_TYPES = ['gpu', 'igpu'];

/** The processors of this computer to load a model on, in the order in which to try them. */
export function deviceOrder(
  devices: readonly BackendInfo[],
  { device: wanted, gpu: first }: Pick<TranscribeCppConfig, 'device' | 'gpu'>,
): readonly BackendInfo[] {
  // Software that stands in for a GPU calls itself a CPU, and is slower than one.
  const gpus = GPU_TYPES.flatMap((type) => devices.filter(({ deviceType }) => deviceType === type)).toSorted(
    (a, b) => Number(b.name === first) - Number(a.name === first),
  );
  const cpus = devices.filter(({ kind }) => kind === 'cpu');
  switch (wanted) {
    case 'auto':
      return [...gpus, ...cpus];
    case 'gpu':
      return gpus;
    case 'cpu':
      return cpus;
  }
}

/** Whether a model runs on a GPU there. */
export function isGpu({ deviceType }: Pick<BackendInfo, 'deviceType'>): boolean {
  return GPU_TYPES.includes(deviceType);
}

/** Such as `NVIDIA GeForce RTX 3060 (vulkan)`, or `CPU`. */
export function deviceName({ deviceType, description, name, kind }: BackendInfo): string {
  return isGpu({ deviceType }) ? `${description || name} (${kind})` : 'CPU';
}
