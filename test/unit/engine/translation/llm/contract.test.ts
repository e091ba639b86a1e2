import { speechOf } from '../../../../support/openai/received-chat.ts';
import { openLlm } from './open-llm.ts';
import { describeTranslator } from '../../../../contract/translator-contract.ts';

const samples = [
  { text: 'Hola amigos.', translation: 'Hello friends.' },
  { text: '¿Dónde está la llave?', translation: 'Where is the key?' },
] as const;

describeTranslator('llm', async () => {
  const { translator } = await openLlm({
    reply: (chat) => {
      const text = samples.find((sample) => sample.text === speechOf(chat))?.translation ?? 'Something else was said.';
      return { type: 'answer', text, usage: { prompt: 100, completion: 5 } };
    },
  });
  return {
    translator,
    pair: ['es', 'en'] as const,
    unsupportedPair: ['es', 'es'] as const,
    samples,
    unanswerable: '😀😀',
  };
});
