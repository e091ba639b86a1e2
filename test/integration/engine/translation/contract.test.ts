import { openLocal } from './translation-models.ts';
import { describeTranslator } from '../../../contract/translator-contract.ts';

const samples = [
  { text: 'Hola amigos.', translation: 'Hello friends.' },
  { text: '¿Dónde está la llave?', translation: 'Where is the key?' },
] as const;

describeTranslator('local', async () => ({
  translator: await openLocal(),
  pair: ['es', 'en'],
  unsupportedPair: ['ja', 'en'],
  samples,
  unanswerable: '😀😀',
}));
