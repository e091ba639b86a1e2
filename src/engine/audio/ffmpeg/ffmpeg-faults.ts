/** What went wrong, as far as it makes a difference to the user. */
export type FfmpegFault =
  /** There is no track of sound. */
  | 'no-sound'
  /** This build of ffmpeg cannot decode it, or nobody may. */
  | 'unsupported'
  /** Its beginning depends on its end, which a pipe cannot give. */
  | 'needs-file'
  | 'damaged';

/** Words of ffmpeg 4 to 8, which has no codes for these. */
const FAULTS: readonly (readonly [words: RegExp, fault: FfmpegFault])[] = [
  [/matches no streams|does not contain any stream|Output file #0 does not contain/u, 'no-sound'],
  [
    /Decoder \(codec [^)]*\) not found|Unknown decoder|Decoder not found|Unknown input format|encrypted/u,
    'unsupported',
  ],
  [/moov atom not found|partial file|not seekable|stream is not seekable/u, 'needs-file'],
];

/** Decoders of pictures: they complain where a recording begins between two whole pictures, which harms no sound. */
const ABOUT_PICTURES =
  /^\[(?:h264|hevc|h263|mpeg1video|mpeg2video|mpeg4|msmpeg4|vp[3689]|av1|libdav1d|vc1|wmv\d|mjpeg|png|theora|flv1?|rv\d0|prores|dvvideo|dvbsub|vist|swscaler|image2)\b/u;

/** The fault that a run of ffmpeg which gave no sound ended with. @param said lines of its standard error. */
export function ffmpegFault(said: readonly string[], fromPipe: boolean): FfmpegFault {
  const fault = FAULTS.find(([words]) => said.some((line) => words.test(line)))?.[1] ?? 'damaged';
  return fault === 'needs-file' && !fromPipe ? 'damaged' : fault;
}

/** True for a line of its standard error that does not concern sound. */
export function isAboutPictures(line: string): boolean {
  return ABOUT_PICTURES.test(line);
}
