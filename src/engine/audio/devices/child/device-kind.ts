import type { NativeDevice } from './child-protocol.ts';

/**
 * Inputs that carry what the PC plays. PortAudio and cpal do not tell them apart from microphones; these are the names
 * that Windows drivers, virtual cables, macOS drivers and ALSA configurations give them.
 */
const LOOPBACK_NAMES =
  /\bmonitor of\b|\.monitor$|loopback|stereo[- ]?mix|what u hear|wave out mix|blackhole|soundflower|\bcable output\b/iu;

/** What an input carries, by its name. */
export function kindOfInput(name: string): 'input' | 'loopback' {
  return LOOPBACK_NAMES.test(name) ? 'loopback' : 'input';
}

/**
 * False for what ALSA lists beside sound cards: plugins that no program can open by themselves, without a rate or
 * channels, and the device that throws sound away and gives silence.
 */
export function isRealDevice({ id, name, sampleRate, channels }: NativeDevice): boolean {
  const isNull = id === 'null' || id.endsWith(':null') || name === 'null' || /^discard all samples/iu.test(name);
  return sampleRate > 0 && channels > 0 && !isNull;
}
