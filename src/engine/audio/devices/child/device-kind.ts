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
