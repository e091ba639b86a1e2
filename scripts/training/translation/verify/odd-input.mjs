// Feeds odd input to an exported direction: nothing may throw or hang.
//   node translation/verify/odd-input.mjs FOLDER_OF_A_DIRECTION ["A sentence that it knows."]
import { openModel } from './models.mjs';

const [folder, sentence = 'We found the key in the forest.'] = process.argv.slice(2);
const model = openModel(folder);
const INPUTS = {
  empty: '',
  spaces: '   ',
  'two lines': `${sentence}\n${sentence}`,
  'many sentences': `${sentence} `.repeat(60),
  'many words': `${sentence.replace(/\W+$/, '').toLowerCase()} `.repeat(60),
  'long word': 'x'.repeat(200),
  'long number': '1'.repeat(100),
  'upper case': sentence.toUpperCase(),
  emoji: '😀 🎉🎉',
  japanese: 'こんにちは、元気ですか。',
  arabic: 'مرحبا بالعالم',
  punctuation: '?!... ,,, ---',
  'unknown words': 'The quick onyx goblin jumps over Zanzibar.',
  'control characters': 'a\u0000b\u0007c\u200d',
  'lone surrogate': 'a\ud800b',
  html: '<b>Hello friends!</b>',
  'curly quotes': 'I don’t know “that”.',
  'byte piece': '<0x41> </s> <unk> ▁▁',
};
for (const [name, input] of Object.entries(INPUTS)) {
  for (const method of ['translate', 'translate_long']) {
    const started = performance.now();
    const output = JSON.stringify(model[method](input));
    const milliseconds = (performance.now() - started).toFixed(0);
    console.log(
      `${name.padEnd(20)} ${method.padEnd(15)} ${milliseconds.padStart(6)} ms  ${output.slice(0, 80)}`,
    );
  }
}
