import { mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  fileIn,
  keepMeasure,
  readMeasures,
  type KeptMeasure,
} from '../../../../../src/engine/transcription/measured/kept-measures.ts';
import { modelFingerprint } from '../../../../../src/engine/transcription/measured/model-fingerprint.ts';
import { keptMeasure } from '../../../../support/kept-measure.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'overlingo-measures-'));
});
afterEach(() => rm(folder, { recursive: true }));

const read = (about: Partial<KeptMeasure> = {}) => readMeasures(folder, keptMeasure(about));

describe('measures that are kept', () => {
  it('are found again for the same model, program and computer only', async () => {
    const measure = keptMeasure({ firstTextMs: 400, processor: { device: 'auto', gpu: 'Vulkan0' } });
    await keepMeasure(folder, measure);
    expect(await read()).toEqual([measure]);
    expect(await read({ model: 'other' })).toEqual([]);
    expect(await read({ program: '9.9.9' })).toEqual([]);
    expect(await read({ computer: 'a laptop' })).toEqual([]);
  });

  it('take the place of the former ones of the same recogniser and processor', async () => {
    await keepMeasure(folder, keptMeasure({ stepShare: 0.9 }));
    await keepMeasure(folder, keptMeasure({ stepShare: 0.8, device: 'RTX (vulkan)' }));
    await keepMeasure(folder, keptMeasure({ stepShare: 0.7, recognizer: 'whisper-node', library: 'whisper.node' }));
    await keepMeasure(folder, keptMeasure({ stepShare: 0.1 }));
    expect((await read()).map(({ stepShare }) => stepShare)).toEqual([0.8, 0.7, 0.1]);
  });

  it('go with the version of the program that took them', async () => {
    await keepMeasure(folder, keptMeasure({ program: '0.0.1' }));
    await keepMeasure(folder, keptMeasure());
    expect(await read({ program: '0.0.1' })).toEqual([]);
    expect(await read()).toHaveLength(1);
  });

  it('all survive where several are kept at the same time, and leave nothing else behind', async () => {
    const devices = ['CPU', 'RTX', 'Arc', 'Radeon', 'M3'];
    await Promise.all(devices.map((device) => keepMeasure(folder, keptMeasure({ device }))));
    expect((await read()).map(({ device }) => device).toSorted()).toEqual(devices.toSorted());
    expect(await readdir(folder)).toEqual([path.basename(fileIn(folder))]);
  });

  it.each([
    ['empty', ''],
    ['cut off', '{"form": 1, "measures": ['],
    ['of another form', JSON.stringify({ form: 2, measures: [keptMeasure()] })],
    ['of other values', JSON.stringify({ form: 1, measures: [{ ...keptMeasure(), stepShare: -1 }] })],
  ])('are none where the file is %s, which is then replaced', async (_what, text) => {
    await writeFile(fileIn(folder), text);
    expect(await read()).toEqual([]);
    await keepMeasure(folder, keptMeasure());
    expect(await read()).toHaveLength(1);
    expect(JSON.parse(await readFile(fileIn(folder), 'utf8'))).toMatchObject({ form: 1 });
  });

  it('are none in a folder that is not there', async () => {
    expect(await readMeasures(path.join(folder, 'none'), keptMeasure())).toEqual([]);
  });
});

describe('what tells a model from others', () => {
  it('is its place, its size and its time', async () => {
    const file = path.join(folder, 'small.gguf');
    const of = (name: string) => modelFingerprint({ type: 'gguf', file: name });
    await writeFile(file, 'model');
    await utimes(file, 1, 1);
    const first = await of(file);
    expect(await of(file)).toBe(first);
    await utimes(file, 2, 2);
    expect(await of(file)).not.toBe(first);
    await writeFile(file, 'larger model');
    await utimes(file, 1, 1);
    expect(await of(file)).not.toBe(first);
    await writeFile(`${file}.copy`, 'model');
    await utimes(`${file}.copy`, 1, 1);
    expect(await of(`${file}.copy`)).not.toBe(first);
  });

  it('is nothing where the model is no file', async () => {
    expect(await modelFingerprint({ type: 'servers', urls: ['http://127.0.0.1:1/v1'] })).toBeUndefined();
    expect(await modelFingerprint({ type: 'named', text: 'hello' })).toBeUndefined();
  });
});
