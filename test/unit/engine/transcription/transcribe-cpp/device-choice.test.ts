import { describe, expect, it } from 'vitest';
import { deviceName, deviceOrder } from '../../../../../src/engine/transcription/transcribe-cpp/device-choice.ts';

const device = (kind: string, deviceType: 'cpu' | 'gpu' | 'igpu', description: string) => ({
  name: description,
  description,
  kind,
  deviceType,
  deviceId: null,
  memoryTotal: 0,
  memoryFree: 0,
  index: 0,
});

const CPU = device('cpu', 'cpu', 'AMD Ryzen 7');
const GPU = device('vulkan', 'gpu', 'NVIDIA GeForce RTX 3060');
const IGPU = device('vulkan', 'igpu', 'AMD Radeon Graphics');
const SOFTWARE = device('vulkan', 'cpu', 'llvmpipe (LLVM 15.0.6, 256 bits)');

describe('the processor that a model is loaded on', () => {
  it('is a card, else a part of the processor that draws, else the processor; never software that plays a card', () => {
    const all = [CPU, SOFTWARE, IGPU, GPU];
    expect(deviceOrder(all, { device: 'auto' })).toEqual([GPU, IGPU, CPU]);
    expect(deviceOrder(all, { device: 'gpu' })).toEqual([GPU, IGPU]);
    expect(deviceOrder(all, { device: 'cpu' })).toEqual([CPU]);
    expect(deviceOrder([CPU, SOFTWARE], { device: 'gpu' })).toEqual([]);
  });

  it('is first of all the card that is named, where it is there', () => {
    const all = [CPU, GPU, IGPU];
    expect(deviceOrder(all, { device: 'auto', gpu: IGPU.name })).toEqual([IGPU, GPU, CPU]);
    expect(deviceOrder(all, { device: 'gpu', gpu: 'taken out' })).toEqual([GPU, IGPU]);
    expect(deviceOrder(all, { device: 'cpu', gpu: IGPU.name })).toEqual([CPU]);
  });

  it('is told by the name of the card and what speaks to it', () => {
    expect(deviceName(GPU)).toBe('NVIDIA GeForce RTX 3060 (vulkan)');
    expect(deviceName(CPU)).toBe('CPU');
    expect(deviceName(SOFTWARE)).toBe('CPU');
  });
});
