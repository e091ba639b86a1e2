import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createLogger } from '../../../../src/engine/log.ts';
import { fastestMeasured } from '../../../../src/engine/run/fastest-measured.ts';
import { candidatesFor, planRecognizers } from '../../../../src/engine/run/plan-recognizers.ts';
import { programVersion } from '../../../../src/engine/run/program-version.ts';
import { keepMeasure, type KeptMeasure } from '../../../../src/engine/transcription/measured/kept-measures.ts';
import { modelFingerprint } from '../../../../src/engine/transcription/measured/model-fingerprint.ts';
import { recognizerSection } from '../../../../src/engine/transcription/settings.ts';
import { runtimeFiles } from '../../../support/files.ts';
import { keptMeasure } from '../../../support/kept-measure.ts';

let cache: string;
let model: string;
let lines: string[];
beforeEach(async () => {
  cache = await mkdtemp(path.join(tmpdir(), 'overlingo-fastest-'));
  model = path.join(cache, 'ggml-small.bin');
  lines = [];
  await writeFile(model, Buffer.from('lmggrest'));
});
afterEach(() => rm(cache, { recursive: true }));

async function keep(...measures: readonly Partial<KeptMeasure>[]): Promise<void> {
  const known = {
    model: (await modelFingerprint({ type: 'ggml', file: model }))!,
    program: await programVersion(runtimeFiles),
  };
  for (const measure of measures) await keepMeasure(cache, keptMeasure({ ...known, ...measure }));
}

function plan(given: Record<string, unknown> = {}) {
  return planRecognizers(recognizerSection().parse({ model, replicas: 2, ...given }), {
    files: { ...runtimeFiles, cache },
    added: [],
    log: createLogger('info', (line) => lines.push(line)),
  });
}

const WHISPER_NODE = { recognizer: 'whisper-node', library: 'whisper.node (vulkan)', device: 'RTX' };
const ON_VULKAN = { processor: { variant: 'vulkan' } };
const ON_GPU = { device: 'RTX (vulkan)', processor: { device: 'auto', gpu: 'Vulkan0' } };

describe('of several recognisers that take a model', () => {
  it('the one that was measured to be the fastest runs it, where it was; and why is told', async () => {
    await keep({ stepShare: 0.12 }, { ...WHISPER_NODE, ...ON_VULKAN, stepShare: 0.6 });
    const { definition, configs, reason } = await plan();
    expect(definition.name).toBe('transcribe-cpp');
    expect(configs).toMatchObject([{ device: 'cpu' }, { device: 'cpu' }]);
    expect(reason).toBe('measured 0.12 of real time, whisper-node 0.60');
    expect(lines.join('\n')).toContain('transcribe-cpp runs the speech model: measured 0.12 of real time');
  });

  it('whichever comes first in the table', async () => {
    await keep({ stepShare: 0.3 }, { ...WHISPER_NODE, ...ON_VULKAN, stepShare: 0.05, finalShare: 0.02 });
    const { definition, configs, reason } = await plan();
    expect(definition.name).toBe('whisper-node');
    expect(configs).toMatchObject([{ variant: 'vulkan' }, { variant: 'vulkan' }]);
    expect(reason).toBe('measured 0.05 of real time, transcribe-cpp 0.30');
  });

  it('is judged by its finals too', async () => {
    await keep({ stepShare: 0.1, finalShare: 0.9 }, { ...WHISPER_NODE, ...ON_VULKAN, stepShare: 0.4 });
    expect((await plan()).definition.name).toBe('whisper-node');
  });

  it('is judged by the processor that suits it best', async () => {
    await keep({ stepShare: 0.5 }, { ...ON_GPU, stepShare: 0.11 }, { ...WHISPER_NODE, ...ON_VULKAN, stepShare: 0.3 });
    const { definition, configs } = await plan();
    expect(definition.name).toBe('transcribe-cpp');
    expect(configs[0]).toMatchObject({ device: 'auto', gpu: 'Vulkan0' });
  });

  it('is not put where the user does not want it', async () => {
    await keep({ stepShare: 0.5 }, { ...ON_GPU, stepShare: 0.11 }, { ...WHISPER_NODE, ...ON_VULKAN, stepShare: 0.3 });
    const { definition, configs, reason } = await plan({ 'transcribe-cpp': { device: 'cpu' }, library: 'auto' });
    expect({ name: definition.name, reason }).toEqual({
      name: 'whisper-node',
      reason: 'measured 0.30 of real time, transcribe-cpp 0.50',
    });
    expect(configs[0]).toMatchObject({ variant: 'vulkan' });
  });

  it('is the one that is set, however slow', async () => {
    await keep({ stepShare: 5 }, { ...WHISPER_NODE, ...ON_VULKAN, stepShare: 0.1 });
    const { definition, reason } = await plan({ library: 'transcribe-cpp' });
    expect({ name: definition.name, reason }).toEqual({ name: 'transcribe-cpp', reason: undefined });
  });

  it.each<[string, Partial<KeptMeasure>]>([
    ['on another computer', { computer: 'a laptop, 4 threads' }],
    ['by another version of the program', { program: '0.0.1' }],
    ['with another model', { model: 'another' }],
  ])('what was measured %s does not count', async (_what, about) => {
    await keep({ ...WHISPER_NODE, ...ON_VULKAN, ...about, stepShare: 0.1 });
    await keep({ stepShare: 0.2 });
    const { wanted, candidates } = await candidatesFor(recognizerSection().parse({ model }), {
      files: runtimeFiles,
      added: [],
    });
    expect(candidates).toHaveLength(2);
    expect(await fastestMeasured(candidates, wanted, { ...runtimeFiles, cache })).toBeUndefined();
  });
});
