import { afterAll, beforeAll } from 'vitest';
import { openDeepLTranslator } from '../../../../../src/engine/translation/deepl/deepl-translator.ts';
import { startDeepLServer, type DeepLServer } from '../../../../support/deepl-server.ts';
import { silentLog } from '../../../../../src/engine/log.ts';
import { describeTranslator } from '../../../../contract/translator-contract.ts';

const samples = [
  { text: 'Hola amigos.', translation: 'Hello friends.' },
  { text: '¿Dónde está la llave?', translation: 'Where is the key?' },
] as const;

let server: DeepLServer;
beforeAll(async () => {
  const dictionary = new Map<string, string>(samples.map(({ text, translation }) => [text, translation]));
  server = await startDeepLServer({ translate: (text) => dictionary.get(text) ?? '' });
});
afterAll(() => server[Symbol.asyncDispose]());

describeTranslator('deepl', () =>
  Promise.resolve({
    translator: openDeepLTranslator({
      key: 'a-key:fx',
      serverUrl: server.url,
      log: silentLog,
      onNotice: (notice) => {
        throw notice;
      },
    }),
    pair: ['es', 'en'],
    unsupportedPair: ['es', 'xx'],
    samples,
    unanswerable: '😀😀',
  }),
);
