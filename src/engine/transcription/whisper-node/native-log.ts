import { trailing } from '../../../protocol/trailing.ts';
/** What the native log tells about the processor that computes. */
export interface NativeDevice {
  readonly gpu: boolean;
  /** The name of the GPU where it is known, such as `NVIDIA GeForce RTX 3060`, else its short name, or `CPU`. */
  readonly name: string;
}

const USING_GPU = /_backend_init_gpu: using (\S+) backend/u;
const GPU_FAILED = '_backend_init_gpu: failed to initialize';
const VULKAN_CPU_ONLY = 'ggml_vulkan: Warning: Device type is CPU';
const DECODE_FAILED = /^(?:whisper|parakeet)_(?:full|chunk|pcm_to_mel)\w*: (?:failed|invalid|audio_ctx is larger)/u;

/** How each kind of GPU gives the name of device number `index`. */
const NAME_PATTERNS: readonly ((index: string) => RegExp)[] = [
  (index) => new RegExp(`^\\s*Device ${index}: (.+?), compute capability`, 'mu'),
  (index) => new RegExp(`^ggml_vulkan: ${index} = (.+?) \\| uma:`, 'mu'),
  () => /^ggml_metal_\w+: GPU name:\s+MTL\d* \((.+)\)$/mu,
  () => /^ggml_metal_\w+: (?:GPU name|found device|picking default device):\s+(.+)$/mu,
];

/** Finds the processor that a model was loaded on. `useGpu` does not tell: the library goes over to the CPU silently. */
export function deviceFromLog(text: string): NativeDevice {
  const using = USING_GPU.exec(text)?.[1];
  if (using === undefined || text.includes(GPU_FAILED) || text.includes(VULKAN_CPU_ONLY))
    return { gpu: false, name: 'CPU' };
  const index = trailing(using, /\d/u) || '0';
  for (const pattern of NAME_PATTERNS) {
    const name = pattern(index).exec(text)?.[1]?.trim();
    if (name !== undefined) return { gpu: true, name };
  }
  return { gpu: true, name: using };
}

/** True for a line that means that the decode that runs has failed. */
export function tellsFailedDecode(line: string): boolean {
  return DECODE_FAILED.test(line);
}
