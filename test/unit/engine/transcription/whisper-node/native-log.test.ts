import { describe, expect, it } from 'vitest';
import { deviceFromLog, tellsFailedDecode } from '../../../../../src/engine/transcription/whisper-node/native-log.ts';

/** Recorded from the linux-x64 and linux-x64-vulkan packages of whisper.node 1.1.3 on a computer without a GPU. */
const RECORDED = {
  default: [
    'whisper_init_with_params_no_state: use gpu    = 1',
    'whisper_init_with_params_no_state: devices    = 1',
    'whisper_model_load:          CPU total size =    16.23 MB',
    'whisper_backend_init_gpu: device 0: CPU (type: 0)',
    'whisper_backend_init_gpu: no GPU found',
    'whisper_init_state: kv self size  =    1.18 MB',
  ],
  vulkan: [
    'whisper_init_with_params_no_state: use gpu    = 1',
    'ggml_vulkan: No devices found.',
    'whisper_init_with_params_no_state: devices    = 1',
    'whisper_init_with_params_no_state: backends   = 2',
    'whisper_backend_init_gpu: device 0: CPU (type: 0)',
    'whisper_backend_init_gpu: no GPU found',
  ],
};

/** Not recorded: filled in by hand into the format strings of the C++ sources and of the packages' binaries. */
const SYNTHETIC = {
  cuda: [
    'ggml_cuda_init: found 2 CUDA devices (Total VRAM: 36863 MiB):',
    '  Device 0: NVIDIA GeForce RTX 3060, compute capability 8.6, VMM: yes, VRAM: 12287 MiB',
    '  Device 1: NVIDIA GeForce RTX 4090, compute capability 8.9, VMM: yes, VRAM: 24576 MiB',
    'whisper_backend_init_gpu: device 0: CUDA0 (type: 1)',
    'whisper_backend_init_gpu: found GPU device 0: CUDA0 (type: 1, cnt: 0)',
    'whisper_backend_init_gpu: using CUDA0 backend',
  ],
  vulkan: [
    'ggml_vulkan: Found 1 Vulkan devices:',
    'ggml_vulkan: 0 = AMD Radeon RX 6750 XT (RADV NAVI22) (radv) | uma: 0 | fp16: 1 | bf16: 0 | fp4: 0 | warp size: 32 | ' +
      'shared memory: 65536 | int dot: 1 | matrix cores: none',
    'parakeet_backend_init_gpu: found GPU device 0: Vulkan0 (type: 1, cnt: 0)',
    'parakeet_backend_init_gpu: using Vulkan0 backend',
  ],
  metal: [
    'ggml_metal_device_init: GPU name:   MTL0 (Apple M2 Pro)',
    'whisper_backend_init_gpu: using MTL0 backend',
    'ggml_metal_init: found device: Apple M2 Pro',
    'ggml_metal_init: picking default device: Apple M2 Pro',
    'whisper_backend_init: using BLAS backend',
  ],
  olderMetal: ['ggml_metal_device_init: GPU name:   Apple M1', 'whisper_backend_init_gpu: using Metal backend'],
  unnamed: ['whisper_backend_init_gpu: using SYCL0 backend'],
  broken: [
    '  Device 0: NVIDIA GeForce RTX 3060, compute capability 8.6, VMM: yes, VRAM: 12287 MiB',
    'whisper_backend_init_gpu: using CUDA0 backend',
    'whisper_backend_init_gpu: failed to initialize CUDA0 backend',
  ],
  software: [
    'ggml_vulkan: Warning: Device type is CPU. This is probably not the device you want.',
    'ggml_vulkan: 0 = llvmpipe (LLVM 15.0.6, 256 bits) (llvmpipe) | uma: 1 | fp16: 1 | warp size: 8',
    'whisper_backend_init_gpu: using Vulkan0 backend',
  ],
  blasOnly: ['whisper_backend_init_gpu: no GPU found', 'whisper_backend_init: using BLAS backend'],
};

describe('the processor in the native log', () => {
  it.each(Object.entries(RECORDED))('is the CPU in the recorded log of %s', (_name, lines) => {
    expect(deviceFromLog(lines.join('\n'))).toEqual({ gpu: false, name: 'CPU' });
  });

  it.each([
    ['cuda', 'NVIDIA GeForce RTX 3060'],
    ['vulkan', 'AMD Radeon RX 6750 XT (RADV NAVI22) (radv)'],
    ['metal', 'Apple M2 Pro'],
    ['olderMetal', 'Apple M1'],
    ['unnamed', 'SYCL0'],
  ] as const)('is the GPU that is used in the synthetic log of %s', (name, gpu) => {
    expect(deviceFromLog(SYNTHETIC[name].join('\n'))).toEqual({ gpu: true, name: gpu });
  });

  it.each(['broken', 'software', 'blasOnly'] as const)('is the CPU in the synthetic log of %s', (name) => {
    expect(deviceFromLog(SYNTHETIC[name].join('\n'))).toEqual({ gpu: false, name: 'CPU' });
  });
});

describe('a failed decode', () => {
  it.each([
    ['whisper_full_with_state: failed to encode', true],
    ['whisper_full_with_state: failed to auto-detect language', true],
    ['parakeet_full_with_state: failed to decode', true],
    ['parakeet_chunk: failed to encode', true],
    ['whisper_full_with_state: auto-detected language: es (p = 0.999991)', false],
    ['whisper_init_state: kv self size  =    1.18 MB', false],
    ['unknown token', false],
  ])('"%s": %s', (line, failed) => {
    expect(tellsFailedDecode(line)).toBe(failed);
  });
});
