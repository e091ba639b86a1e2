import { EngineError } from '../../errors.ts';
import type { Logger } from '../../log.ts';
import type { WhisperNodeVariant } from './ggml-model.ts';
import { probeVariant, type ProbeResult } from './gpu-probe.ts';
import { findVariant, type Variant } from './native-module.ts';

/** A binary that is known to load. */
export interface ChosenVariant {
  readonly variant: Variant;
  /** Path of the binary. */
  readonly binary: string;
  /** Why binaries that could use a GPU were passed over, as parts of a sentence such as `cuda: not installed`. */
  readonly passedOver: readonly string[];
}

/** How binaries are found and tried; replaced in tests. */
export interface VariantProbes {
  readonly platform: NodeJS.Platform;
  find(variant: Variant): string | undefined;
  probe(binary: string): Promise<ProbeResult>;
}

/** What was found, by binary: looking takes seconds, and gives the same for as long as this process lives. */
const found = new Map<string, Promise<ProbeResult>>();

const SYSTEM_PROBES: VariantProbes = {
  platform: process.platform,
  find: findVariant,
  probe: (binary) => {
    const result = found.get(binary) ?? probeVariant(binary);
    found.set(binary, result);
    return result;
  },
};

/**
 * Chooses the binary: of the wanted ones the first that computes on a GPU, else the one for the CPU (on Apple's own
 * processors that one uses the GPU as well). Throws `recognizer-failed` where none is installed.
 */
export async function chooseVariant(
  wanted: WhisperNodeVariant,
  log: Logger,
  probes: VariantProbes = SYSTEM_PROBES,
): Promise<ChosenVariant> {
  const passedOver: string[] = [];
  for (const variant of gpuVariants(wanted, probes.platform)) {
    const binary = probes.find(variant);
    const result = binary === undefined ? undefined : await probes.probe(binary);
    if (binary !== undefined && result?.usable && result.device.gpu) {
      log.info(`whisper.node (${variant}) found ${result.device.name}.`);
      return { variant, binary, passedOver };
    }
    passedOver.push(`${variant}: ${whyNot(result)}`);
  }
  const binary = probes.find('default');
  if (binary === undefined) {
    throw new EngineError('recognizer-failed', 'whisper.node is not installed for this computer.', {
      hint: 'Install Overlingo again with its optional packages, or choose an ONNX model.',
      stage: 'transcription',
    });
  }
  log.info('whisper.node: no GPU binary is used.', { passedOver });
  return { variant: 'default', binary, passedOver };
}

/** The binaries that compute on a GPU of this computer, and the one without a name of its own, where it is installed. */
export async function usableVariants(
  log: Logger,
  probes: VariantProbes = SYSTEM_PROBES,
): Promise<readonly ChosenVariant[]> {
  const usable: ChosenVariant[] = [];
  for (const wanted of [...gpuVariants('auto', probes.platform), 'default'] as const) {
    if (probes.find(wanted) === undefined) continue;
    const chosen = await chooseVariant(wanted, log, probes).catch(() => undefined);
    if (chosen?.variant === wanted) usable.push(chosen);
  }
  return usable;
}

function gpuVariants(wanted: WhisperNodeVariant, platform: NodeJS.Platform): readonly Variant[] {
  switch (wanted) {
    case 'auto':
      return platform === 'darwin' ? [] : ['cuda', 'vulkan'];
    case 'default':
      return [];
    case 'cuda':
    case 'vulkan':
      return [wanted];
  }
}

function whyNot(result: ProbeResult | undefined): string {
  if (result === undefined) return 'not installed';
  return result.usable ? 'no GPU' : result.reason;
}
