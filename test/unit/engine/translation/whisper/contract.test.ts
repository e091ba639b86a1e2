import { WhisperTranslator } from '../../../../../src/engine/translation/whisper/whisper-translator.ts';
import type { UtteranceId } from '../../../../../src/protocol/caption-event.ts';
import { describeTranslator } from '../../../../contract/translator-contract.ts';

const samples = [
  { text: 'Hola amigos.', translation: 'Hello friends.' },
  { text: '¿Dónde está la llave?', translation: 'Where is the key?' },
] as const;

describeTranslator('whisper', () => {
  const heard = new Map<UtteranceId, string>();
  const translate = async (utteranceId: UtteranceId, signal: AbortSignal): Promise<string> => {
    await new Promise((resolve) => setImmediate(resolve));
    signal.throwIfAborted();
    return samples.find(({ text }) => text === heard.get(utteranceId))?.translation ?? ' ';
  };
  return Promise.resolve({
    translator: new WhisperTranslator({ translate }),
    pair: ['es', 'en'],
    unsupportedPair: ['es', 'de'],
    samples,
    unanswerable: 'Mmm.',
    hear: (utteranceId: UtteranceId, text: string) => heard.set(utteranceId, text),
  });
});
