import { SAMPLE_RATE } from '../audio-frame.ts';

/** It asks nothing. */
const QUIET = ['-hide_banner', '-nostdin'];

/** It asks nothing, and says nothing but errors. */
const COMMON = [...QUIET, '-loglevel', 'repeat+error'];

/**
 * How ffmpeg is called: the first track of sound of `file`, or of its standard input, as a WAV stream at 16 kHz with the
 * channels that there are. `demuxer` is named and files are the only protocol, so that no playlist, address or reference
 * that a file holds is followed.
 */
export function ffmpegArguments(demuxer: string, file: string | undefined): string[] {
  const input = file === undefined ? 'pipe:0' : `file:${file}`;
  const protocols = file === undefined ? 'pipe' : 'file';
  return [
    ...COMMON,
    ...['-protocol_whitelist', protocols, '-f', demuxer, '-i', input],
    ...['-map', '0:a:0', '-vn', '-sn', '-dn', '-map_metadata', '-1'],
    ...['-ar', String(SAMPLE_RATE), '-c:a', 'pcm_f32le', '-bitexact', '-f', 'wav', 'pipe:1'],
  ];
}

/** How ffmpeg is called to tell of a file what it holds, and no more: without an output it ends at once. */
export function lengthArguments(demuxer: string, file: string): string[] {
  return [...QUIET, '-loglevel', 'info', '-protocol_whitelist', 'file', '-f', demuxer, '-i', `file:${file}`];
}
