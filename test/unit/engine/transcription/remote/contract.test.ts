import { createRemoteRecognizer } from '../../../../../src/engine/transcription/remote/remote-recognizer.ts';
import { describeRecognizer, heldOutClip } from '../../../../contract/recognizer-contract.ts';
import { silentLog } from '../../../../../src/engine/log.ts';
import { jsonReply, startTranscriptionServer, type ReceivedRequest } from '../../../../support/transcription-server.ts';

const CLIPS = ['es01', 'en01', 'de04'];
const known = CLIPS.map(heldOutClip);

/** Knows the clips by their sound, so that mixed or missing audio gives a wrong text. */
function recognise({ file, path }: ReceivedRequest): string {
  const wav = Buffer.from(file!);
  const heard = Array.from({ length: (wav.length - 44) / 2 }, (_, index) => wav.readInt16LE(44 + index * 2) / 32_768);
  const clip = known.find(({ samples }) =>
    samples.subarray(0, heard.length).every((value, index) => value === heard[index]),
  );
  if (!clip) return 'an unknown sound';
  const words = (path.endsWith('translations') ? clip.english : clip.text).split(' ');
  return words.slice(0, Math.round((words.length * heard.length) / clip.samples.length)).join(' ');
}

describeRecognizer(
  'The remote recogniser',
  async () => {
    const server = await startTranscriptionServer({ reply: (request) => jsonReply({ text: recognise(request) }) });
    const config = { url: server.url, model: 'any', timeoutMs: 8000 } as const;
    const recognizer = await createRemoteRecognizer(config, {}, silentLog);
    return { ...recognizer, close: () => recognizer.close().then(() => server[Symbol.asyncDispose]()) };
  },
  { clips: CLIPS, wordErrorLimit: 0, translation: { clip: 'es01', wordErrorLimit: 0 } },
);
