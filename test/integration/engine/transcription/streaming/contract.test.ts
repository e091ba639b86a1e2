import { recognizerContract } from '../../../../../src/testing/recognizer-contract.ts';
import { loadRecognizer } from '../../../../../src/engine/transcription/host/load-recognizer.ts';
import { silentLog } from '../../../../../src/engine/log.ts';
import { describeContract } from '../../../../support/describe-contract.ts';
import { spokenWords } from '../../../../support/streaming/spoken-words.ts';
import { WORD_RECOGNIZER } from '../../../../support/streaming/streaming-pool.ts';

const clips = [
  { language: 'en', text: 'W0 w1 w2 w3 w4. W5', samples: spokenWords(0, 6) },
  { language: 'en', text: 'w7 w8', samples: spokenWords(7, 2) },
] as const;

for (const openStreams of [1, 16]) {
  describeContract(
    `The recogniser of these tests, with ${openStreams} streams at once,`,
    recognizerContract(() => loadRecognizer(WORD_RECOGNIZER, { openStreams }, { log: silentLog }), {
      clips,
      wordErrorLimit: 0,
    }),
  );
}
