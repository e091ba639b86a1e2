import { SAMPLE_RATE } from '../../audio/audio-frame.ts';
import { toPcm16 } from '../whisper-node/pcm.ts';

const HEADER_BYTES = 44;

/** A WAV file of mono 16-bit PCM at 16 kHz. */
export function encodeWav(samples: Float32Array): Uint8Array<ArrayBuffer> {
  const pcm = new Uint8Array(toPcm16(samples).buffer);
  const file = new Uint8Array(HEADER_BYTES + pcm.length);
  const view = new DataView(file.buffer);
  const tag = (offset: number, text: string): void => {
    file.set(new TextEncoder().encode(text), offset);
  };
  tag(0, 'RIFF');
  view.setUint32(4, file.length - 8, true);
  tag(8, 'WAVEfmt ');
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, SAMPLE_RATE, true);
  view.setUint32(28, SAMPLE_RATE * 2, true);
  view.setUint16(32, 2, true);
  view.setUint16(34, 16, true);
  tag(36, 'data');
  view.setUint32(40, pcm.length, true);
  file.set(pcm, HEADER_BYTES);
  return file;
}
