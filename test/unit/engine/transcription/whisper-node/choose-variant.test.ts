import { describe, expect, it } from 'vitest';
import {
  chooseVariant,
  usableVariants,
  type VariantProbes,
} from '../../../../../src/engine/transcription/whisper-node/choose-variant.ts';
import { processorPlan } from '../../../../../src/engine/transcription/whisper-node/ggml-model.ts';
import type { ProbeResult } from '../../../../../src/engine/transcription/whisper-node/gpu-probe.ts';
import type { Variant } from '../../../../../src/engine/transcription/whisper-node/native-module.ts';
import { silentLog } from '../../../../../src/engine/log.ts';

const GPU: ProbeResult = { usable: true, device: { gpu: true, name: 'RTX' } };
const NO_GPU: ProbeResult = { usable: true, device: { gpu: false, name: 'CPU' } };
const BROKEN: ProbeResult = { usable: false, reason: 'libcuda.so.1 is missing' };

/** A computer with these packages, each with what its probe gives. */
function computer(packages: Partial<Record<Variant, ProbeResult>>, platform: NodeJS.Platform = 'linux'): VariantProbes {
  return {
    platform,
    find: (variant) => (variant in packages ? variant : undefined),
    probe: (binary) => Promise.resolve(packages[binary as Variant]!),
  };
}

describe('the choice of the binary', () => {
  it.each<[string, VariantProbes, Variant, string[]]>([
    ['CUDA first', computer({ cuda: GPU, vulkan: GPU, default: NO_GPU }), 'cuda', []],
    [
      'then Vulkan',
      computer({ cuda: BROKEN, vulkan: GPU, default: NO_GPU }),
      'vulkan',
      ['cuda: libcuda.so.1 is missing'],
    ],
    [
      'then the CPU',
      computer({ vulkan: NO_GPU, default: NO_GPU }),
      'default',
      ['cuda: not installed', 'vulkan: no GPU'],
    ],
    ['on a Mac the only one', computer({ default: GPU }, 'darwin'), 'default', []],
  ])('auto: %s', async (_name, probes, variant, passedOver) => {
    expect(await chooseVariant('auto', silentLog, probes)).toEqual({ variant, binary: variant, passedOver });
  });

  it('a wanted variant that does not work gives way to the CPU, and says why', async () => {
    const probes = computer({ cuda: BROKEN, vulkan: GPU, default: NO_GPU });
    const chosen = await chooseVariant('cuda', silentLog, probes);
    expect(chosen).toEqual({ variant: 'default', binary: 'default', passedOver: ['cuda: libcuda.so.1 is missing'] });
  });

  it('fails clearly where nothing is installed', async () => {
    await expect(chooseVariant('auto', silentLog, computer({}))).rejects.toMatchObject({
      code: 'recognizer-failed',
      message: 'whisper.node is not installed for this computer.',
    });
  });
});

describe('the binaries that are worth measuring', () => {
  it.each<[string, VariantProbes, Variant[]]>([
    [
      'those with a GPU, and that of the processor',
      computer({ cuda: GPU, vulkan: GPU, default: NO_GPU }),
      ['cuda', 'vulkan', 'default'],
    ],
    ['none that falls back to the processor', computer({ cuda: BROKEN, vulkan: NO_GPU, default: NO_GPU }), ['default']],
    ['one on a Mac', computer({ default: GPU }, 'darwin'), ['default']],
    ['none where nothing is installed', computer({}), []],
  ])('are %s', async (_what, probes, variants) => {
    const usable = await usableVariants(silentLog, probes);
    expect(usable).toEqual(variants.map((variant) => ({ variant, binary: variant, passedOver: [] })));
  });

  it('are tried once each: a host that measures one is told what was found', async () => {
    const probes = computer({ cuda: BROKEN, vulkan: GPU, default: NO_GPU });
    const tried: string[] = [];
    const counted: VariantProbes = { ...probes, probe: (binary) => (tried.push(binary), probes.probe(binary)) };
    const [vulkan] = await usableVariants(silentLog, counted);
    expect(tried).toEqual(['cuda', 'vulkan']);
    const { processor, config } = processorPlan({ model: 'ggml-small.bin', variant: 'auto' }, vulkan!);
    expect(processor).toEqual({ variant: 'vulkan' });
    expect(config).toEqual({
      model: 'ggml-small.bin',
      variant: 'vulkan',
      chosen: { variant: 'vulkan', binary: 'vulkan', passedOver: [] },
    });
  });
});
