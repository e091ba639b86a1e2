import { describe, expect, it } from 'vitest';
import { atMirror, readSpeechCatalogue } from '../../../../src/engine/models/speech-catalogue.ts';
import { downloadBytes } from '../../../../src/engine/models/model-entry.ts';
import { OFFLINE_KINDS } from '../../../../src/engine/transcription/sherpa/offline-models.ts';
import { nearModel } from '../../../../src/engine/models/near-model.ts';
import { tagProblem } from '../../../../src/protocol/language/tag-problem.ts';
import { asset } from '../../../support/files.ts';
import { expectAll } from '../../../support/expect-all.ts';

const models = await readSpeechCatalogue(asset());
const ids = models.map(({ id }) => id);

describe('the list of speech models', () => {
  it('has each name once, in order, and no name that is a language or a pair of languages', () => {
    expect(ids).toEqual([...new Set(ids)].toSorted());
    expectAll(ids, (id) => !/^[a-z]{2,3}(?:-[a-z]{2,4})*$/u.test(id));
  });

  it('pins each file by its checksum and size, at addresses that do not change', () => {
    const files = models.flatMap((model) => model.files);
    expectAll(files, ({ sha256, bytes = 0 }) => sha256 !== undefined && bytes > 1000);
    const address = /^https:\/\/(?:huggingface\.co\/[\w.-]+\/[\w.-]+\/resolve\/|github\.com\/k2-fsa\/sherpa-onnx\/)/u;
    expectAll(files, ({ url }) => address.test(url));
    expect(new Set(files.map(({ sha256, url }) => `${sha256} ${url}`)).size).toBe(files.length);
  });

  it('says of each archive what is kept of it, and how large that is', () => {
    const packed = models.filter(({ files }) => files.some(({ packing }) => packing !== undefined));
    expectAll(packed, ({ files, installedBytes = 0 }) => {
      const members = files[0]?.members ?? [];
      const tokens = members.some((name) => name === 'tokens.txt' || name.endsWith('/vocab.json'));
      return tokens && installedBytes > 20_000_000;
    });
  });

  it.each([
    ['funasr-nano', 'Fun-ASR Nano'],
    ['qwen3-asr', 'Qwen3-ASR'],
  ])('has for %s all that a tokenizer of %s is made of, in one folder', (id, kind) => {
    const files = models.find((model) => model.id === id)?.files ?? [];
    const places = files.flatMap(({ name, members }) => members ?? [name]);
    const vocabulary = places.find((place) => place.endsWith('/vocab.json')) ?? '';
    const beside = OFFLINE_KINDS.find(({ name }) => name === kind)?.tokenizer ?? [];
    expect(beside).toHaveLength(2);
    expect(places).toEqual(expect.arrayContaining(beside.map((name) => vocabulary.replace('vocab.json', name))));
  });

  it('knows the languages of models by their tags', () => {
    const languages = models.flatMap((model) => (model.languages === 'any' ? [] : model.languages));
    expectAll(languages, (language) => tagProblem(language) === undefined);
  });

  it('has something for a small PC in the languages that are spoken most', () => {
    const small = models.filter(({ hardware }) => hardware === 'any');
    expectAll(['en', 'de', 'es', 'fr', 'ru', 'ko', 'ja'], (language) => {
      const fitting = small.filter((model) => model.languages === 'any' || model.languages.includes(language));
      return fitting.some((model) => downloadBytes(model) < 300e6);
    });
  });
});

it('has the same paths on another server', () => {
  const model = models.find(({ id }) => id === 'kroko-en');
  const { files } = atMirror(model!, 'http://127.0.0.1:8000/models/');
  expect(files[0]?.url).toBe(
    'http://127.0.0.1:8000/models/k2-fsa/sherpa-onnx/releases/download/asr-models/sherpa-onnx-streaming-zipformer-en-kroko-2025-08-06.tar.bz2',
  );
});

describe('the name that was meant', () => {
  it.each([
    ['whisper-smal', 'whisper-small'],
    ['wisper-small', 'whisper-small'],
    ['Whisper-Small', 'whisper-small'],
    ['small', 'whisper-small'],
    ['nemotron', 'nemotron-en'],
    ['kroko-eng', 'kroko-en'],
    ['xyz', undefined],
    ['a', undefined],
  ])('by %s is %s', (word, name) => {
    expect(nearModel(word, ids)).toBe(name);
  });
});
