// Measures an exported speech model in the engine that the product uses.
//   node speech/verify/verify.mjs --onnx OUT/demo --references TEST_SET [--limit 10] [--tests transcribe,cut]
//   node speech/verify/verify.mjs --ggml ggml-demo-q8_0.bin --references TEST_SET [--max-wer 10]
// TEST_SET is a folder of make_test_set.py, or one of make_demo_clips.py, which is cut into its sentences.
// With --max-wer it ends with 1 if a language has more transcription errors (in percent).
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openGgml, openOnnx } from './engines.mjs';
import {
  SAMPLE_RATE,
  TextScores,
  addNoise,
  background,
  randomNumbers,
  readWav,
  wordsOf,
} from './measures.mjs';

const LANGUAGES = ['en', 'es', 'de', 'fr'];
const NOISE_DECIBELS = 15;
const SENTENCE_MARGIN_SECONDS = 0.2;
const HEARD_SHARE = 0.6; // a cut word counts as heard from this share on

const { values: options } = parseArgs({
  options: {
    ggml: { type: 'string' },
    onnx: { type: 'string' },
    references: { type: 'string' },
    languages: { type: 'string', default: LANGUAGES.join(',') },
    tests: { type: 'string', default: 'transcribe,translate,noise,cut,language,silence' },
    limit: { type: 'string', default: '1000000' },
    'max-wer': { type: 'string', default: 'Infinity' },
    verbose: { type: 'boolean', default: false },
  },
});
const engine = await (options.ggml ? openGgml(options.ggml) : openOnnx(options.onnx));

function readTestSet(folder) {
  const lines = readFileSync(join(folder, 'references.jsonl'), 'utf8').trim().split('\n');
  return lines.map((line) => {
    const reference = JSON.parse(line);
    return { ...reference, samples: readWav(join(folder, reference.file)) };
  });
}

function readDemoClip(folder, lang) {
  const clip = JSON.parse(readFileSync(join(folder, `demo-${lang}.json`), 'utf8'));
  const samples = readWav(join(folder, `demo-${lang}.wav`));
  return clip.sentences.map((sentence) => {
    const from = Math.max(0, sentence.start - SENTENCE_MARGIN_SECONDS);
    const part = samples.slice(from * SAMPLE_RATE, (sentence.end + SENTENCE_MARGIN_SECONDS) * SAMPLE_RATE);
    const words = clip.words.filter(([, start, end]) => start >= sentence.start && end <= sentence.end);
    const shifted = words.map(([word, start, end]) => [word, start - from, end - from]);
    return {
      id: `demo-${lang}`,
      lang,
      text: sentence.text,
      english: sentence.english,
      words: shifted,
      samples: part,
    };
  });
}

function readReferences(folder) {
  if (existsSync(join(folder, 'references.jsonl'))) return readTestSet(folder);
  return LANGUAGES.flatMap((lang) => readDemoClip(folder, lang));
}

async function compare(items, wantedOf, samplesOf, settings) {
  const scores = new TextScores();
  for (const [index, item] of items.entries()) {
    const { text } = await engine.transcribe(samplesOf(item, index), settings);
    if (scores.add(wantedOf(item), text) && options.verbose)
      console.log(item.id, '|', wantedOf(item), '|', text);
  }
  return scores.summary();
}

function cutItem(item, random) {
  const speechEnd = item.words.at(-1)[2];
  const end = 0.5 + random() * (speechEnd - 0.5);
  const heard = item.words.filter(([, from, to]) => to <= end || end - from > HEARD_SHARE * (to - from));
  const text = heard.map(([word]) => word).join(' ');
  return {
    id: item.id,
    text,
    whole: item.text,
    samples: item.samples.slice(0, Math.round(end * SAMPLE_RATE)),
  };
}

async function cutAudio(items, language) {
  const random = randomNumbers(7);
  let near = 0;
  for (const item of items.map((whole) => cutItem(whole, random))) {
    const got = wordsOf((await engine.transcribe(item.samples, { language })).text);
    const isPrefix = got.join(' ') === wordsOf(item.whole).slice(0, got.length).join(' ');
    if (isPrefix && Math.abs(got.length - wordsOf(item.text).length) <= 1) near++;
    else if (options.verbose) console.log(item.id, 'cut |', item.text, '|', got.join(' '));
  }
  return { withinOneWordPercent: Number(((100 * near) / items.length).toFixed(1)) };
}

async function detectLanguage(items) {
  let correct = 0;
  for (const item of items) {
    const { language } = await engine.transcribe(item.samples, { language: 'auto' });
    if (language === item.lang) correct++;
  }
  return { correctPercent: Number(((100 * correct) / items.length).toFixed(1)) };
}

const TESTS = {
  transcribe: (items, language) =>
    compare(
      items,
      (item) => item.text,
      (item) => item.samples,
      { language },
    ),
  translate: (items, language) =>
    language === 'en'
      ? undefined
      : compare(
          items,
          (item) => item.english,
          (item) => item.samples,
          { language, translate: true },
        ),
  noise: (items, language) => {
    const noisy = (item, index) => addNoise(item.samples, NOISE_DECIBELS, 100 + index);
    return compare(items, (item) => item.text, noisy, { language });
  },
  cut: cutAudio,
  language: detectLanguage,
};

async function writtenWithoutSpeech(clips = 20) {
  let written = 0;
  for (let number = 0; number < clips; number++) {
    const level = number % 5 === 0 ? 0 : 3 * 10 ** (number % 4);
    const clip = background(1 + number * 0.45, level, 900 + number);
    const { text } = await engine.transcribe(clip, { language: LANGUAGES[number % LANGUAGES.length] });
    if (text) written++;
  }
  return { clips, written };
}

const tests = options.tests.split(',');
const references = options.references ? readReferences(options.references) : [];
for (const lang of options.languages.split(',')) {
  const items = references.filter((item) => item.lang === lang).slice(0, Number(options.limit));
  const results = {};
  for (const test of tests.filter((name) => name in TESTS && items.length > 0))
    results[test] = await TESTS[test](items, lang);
  if (items.length > 0) console.log(lang, JSON.stringify(results));
  if (results.transcribe?.werPercent > Number(options['max-wer'])) process.exitCode = 1;
}
if (tests.includes('silence'))
  console.log('text on clips without speech', JSON.stringify(await writtenWithoutSpeech()));
await engine.close();
