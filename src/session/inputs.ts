import type { InputSpec } from '../engine/audio/input-spec.ts';
import type { AudioSettings } from '../engine/audio/settings.ts';
import type { SpokenLanguage } from '../protocol/spoken-language.ts';
import type { CaptureSource } from '../engine/pipeline/capture-source.ts';
import {
  DEFAULT_CONDITIONING,
  NO_CONDITIONING,
  type ConditioningSettings,
} from '../engine/audio/conditioning/conditioning-settings.ts';
import type { AudioBackend } from '../engine/audio/devices/audio-backend.ts';
import { createDeviceCapture } from '../engine/audio/devices/device-capture.ts';
import type { FindFfmpeg } from '../engine/audio/decode-audio.ts';
import { findFfmpeg } from '../engine/audio/ffmpeg/find-ffmpeg.ts';
import { createFileCapture } from '../engine/audio/file-capture.ts';
import { createStdinCapture } from '../engine/audio/stdin-capture.ts';
import { notice } from '../engine/pipeline/notice.ts';
import type { SourceConfig } from '../engine/pipeline/source.ts';
import { systemClock } from '../engine/pipeline/clock.ts';
import type { StatusNotice } from '../protocol/status.ts';
import { namesOfInput } from './obs/scenes.ts';

interface InputTools {
  readonly stdin: NodeJS.ReadStream;
  /** What is spoken where an input does not say. */
  readonly spoken: SpokenLanguage;
  readonly backends: readonly AudioBackend[];
  readonly onNotice: (notice: StatusNotice) => void;
}

/** An input as a source of the engine. */
export interface OpenInput {
  readonly source: SourceConfig;
  /** What scenes may call it. */
  readonly names: readonly string[];
}

/** The inputs of the configuration as sources of the engine. Browsers are no sources yet: they come and go. */
export function openInputs(settings: AudioSettings, tools: InputTools): OpenInput[] {
  return settings.inputs
    .filter(({ kind }) => kind !== 'browser')
    .map((input, index) => ({
      source: {
        id: `${input.kind}${index + 1}`,
        capture: createCapture(input, settings, tools),
        ...(input.language ?? tools.spoken),
        ...(input.as === undefined ? {} : { speaker: input.as }),
        conditioning: conditioningOf(input),
      },
      names: namesOfInput(input),
    }));
}

/** Devices need a level; a file has the one that somebody has given it. */
function conditioningOf({ kind, gain, gate, denoise }: InputSpec): ConditioningSettings {
  const usual = kind === 'mic' || kind === 'loopback' ? DEFAULT_CONDITIONING : NO_CONDITIONING;
  return { ...usual, gainDb: gain ?? 0, gate: gate ?? 'off', suppression: denoise ?? false };
}

function createCapture(input: InputSpec, settings: AudioSettings, tools: InputTools): CaptureSource {
  const { stdin, backends, onNotice } = tools;
  const { pace, raw, backend } = settings;
  const onWarning = (message: string): void =>
    onNotice(notice('capture', { level: 'warning', code: 'input-incomplete', message }));
  // Sound that is heard as it comes cannot be lowered by what comes later.
  const tooLoud = (what: string) => (overDb: number) =>
    onNotice(
      notice('capture', {
        level: 'warning',
        code: 'clipping',
        message: `${what} is up to ${Math.ceil(overDb)} dB louder than full scale: what is beyond it is cut off.`,
        hint: 'Save it with a lower level, or lower it where it comes from.',
      }),
    );
  const clock = systemClock;
  const ffmpeg: FindFfmpeg = () => findFfmpeg(process.env);
  switch (input.kind) {
    case 'file':
      return createFileCapture({
        path: input.name ?? '',
        pace: pace ?? 'real-time',
        clock,
        onWarning,
        onTooLoud: tooLoud(input.name ?? 'The file'),
        onWaiting: (message) => onNotice(notice('capture', { level: 'info', code: 'input-waiting', message })),
        findFfmpeg: ffmpeg,
      });
    case 'stdin': {
      const rawFormat = { encoding: raw.encoding, sampleRate: raw.rate, channels: raw.channels };
      return createStdinCapture({
        input: stdin,
        rawFormat,
        pace: pace ?? 'unpaced',
        clock,
        onWarning,
        onTooLoud: tooLoud('The sound of standard input'),
        findFfmpeg: ffmpeg,
      });
    }
    case 'mic':
    case 'loopback': {
      const wanted = { kind: input.kind === 'mic' ? 'input' : 'loopback', name: input.name } as const;
      const { channel } = input;
      return createDeviceCapture({ backends, backend, wanted, channel, clock, onNotice });
    }
    case 'browser':
      throw new Error('A browser is a source once it has connected.');
  }
}
