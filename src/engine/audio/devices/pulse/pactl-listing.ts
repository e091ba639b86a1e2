import type { AudioDevice } from '../audio-backend.ts';
import { blocks, field } from './pactl-text.ts';

/** Which devices the server uses where none is named. */
export interface PulseDefaults {
  readonly sink: string | undefined;
  readonly source: string | undefined;
}

/** Reads what `pactl info` prints. */
export function parseInfo(text: string): PulseDefaults {
  return { sink: field(text, 'Default Sink'), source: field(text, 'Default Source') };
}

/** Reads what `pactl list sinks` prints: the outputs. */
export function parseSinks(text: string, defaults: PulseDefaults): AudioDevice[] {
  return blocks(text).flatMap((block): AudioDevice[] => {
    const id = field(block, 'Name');
    return id === undefined ? [] : [{ ...described(block, id), kind: 'output', isDefault: id === defaults.sink }];
  });
}

/** Reads what `pactl list sources` prints: the inputs, and the monitors of the outputs. */
export function parseSources(text: string, defaults: PulseDefaults): AudioDevice[] {
  return blocks(text).flatMap((block): AudioDevice[] => {
    const id = field(block, 'Name');
    if (id === undefined) return [];
    const sink = field(block, 'Monitor of Sink');
    return sink === undefined || sink === 'n/a'
      ? [{ ...described(block, id), kind: 'input', isDefault: id === defaults.source }]
      : [{ ...described(block, id), kind: 'loopback', isDefault: sink === defaults.sink }];
  });
}

function described(block: string, id: string): Omit<AudioDevice, 'kind' | 'isDefault'> {
  const [, channels = '2', sampleRate = '48000'] =
    /(\d{1,3})ch (\d{1,7})Hz/u.exec(field(block, 'Sample Specification') ?? '') ?? [];
  const description = field(block, 'Description');
  const name = description === undefined || description === '(null)' ? id : description;
  return { id, name, backend: 'pulse', channels: Number(channels), sampleRate: Number(sampleRate) };
}
