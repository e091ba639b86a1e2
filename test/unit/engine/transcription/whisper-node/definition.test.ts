import { describe, expect, it } from 'vitest';
import { planWith } from '../../../../../src/engine/transcription/whisper-node/definition.ts';

const config = { model: 'ggml-small.bin', variant: 'auto', threads: 2, cacheFolder: '' } as const;
const passedOver = ['cuda: not installed'];

describe('a ggml Whisper model for which a GPU was looked for', () => {
  it('has what was found in the plan of each host, so that none of them looks again', () => {
    const chosen = { variant: 'vulkan', binary: '/packages/vulkan', passedOver } as const;
    const own = { ...config, variant: 'vulkan', chosen };
    expect(planWith({ configs: [config, config] }, chosen, 'linux')).toEqual({ configs: [own, own] });
  });

  it('is for another recogniser where none was found, but on a Mac', () => {
    const chosen = { variant: 'default', binary: '/packages/default', passedOver: [] } as const;
    expect(planWith({ configs: [config] }, chosen, 'win32')).toBeUndefined();
    expect(planWith({ configs: [config] }, chosen, 'darwin')?.configs).toMatchObject([{ chosen }]);
  });
});
