// Scores exported translation models in Firefox's engine.
//   node translation/verify/verify.mjs --models MODELS --sets SETS [--pairs en-es,...] [--verbose]
// MODELS/<pair>/ holds model.bin and vocab.spm.  SETS is a folder of make_test_sets.py; where add_torch_output.py
// ran, the equality with PyTorch is counted too.  Ends with 1 if a direction misses a target; --only-equality
// leaves out the targets for the quality.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openModel, readRows } from './models.mjs';
import { score } from './scores.mjs';

const PAIRS = ['en-es', 'en-de', 'en-fr', 'es-en', 'de-en', 'fr-en'];
const PIVOTS = ['es-de', 'es-fr', 'de-es', 'de-fr', 'fr-es', 'fr-de'];
const TARGET_PERCENT = { sentences: 97, speech: 90 };
const EQUALITY_TARGET_PERCENT = 97;

const { values: options } = parseArgs({
  options: {
    models: { type: 'string' },
    sets: { type: 'string' },
    pairs: { type: 'string', default: PAIRS.join(',') },
    'only-equality': { type: 'boolean', default: false },
    verbose: { type: 'boolean', default: false },
  },
});

function timed(translate) {
  const started = performance.now();
  const got = translate();
  return { got, milliseconds: performance.now() - started };
}

function speed(rows) {
  const sorted = rows.map((row) => row.milliseconds).sort((left, right) => left - right);
  const at = (share) =>
    Number(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))].toFixed(1));
  return { median: at(0.5), p95: at(0.95) };
}

function bySet(rows) {
  const sets = new Map();
  for (const row of rows) sets.set(row.set, [...(sets.get(row.set) ?? []), row]);
  return sets;
}

function verifyPair(pair, model) {
  const rows = readRows(join(options.sets, `${pair}.jsonl`)).map((row) => ({
    ...row,
    wanted: row.ref,
    ...timed(() => model.translate(row.src)),
  }));
  const compared = rows.filter((row) => row.torch !== undefined);
  const same = compared.filter((row) => row.torch === row.got).length;
  console.log(pair, compared.length > 0 ? `same as PyTorch: ${same} of ${compared.length}` : '');
  let missed = 100 * same < EQUALITY_TARGET_PERCENT * compared.length;
  for (const [name, list] of bySet(rows)) {
    const scores = score(list);
    console.log(' ', name.padEnd(16), JSON.stringify({ ...scores, milliseconds: speed(list) }));
    missed ||= !options['only-equality'] && scores.exactPercent < (TARGET_PERCENT[name] ?? 0);
    if (options.verbose) {
      for (const row of list.filter(({ wanted, got }) => wanted !== got)) {
        console.log(`    ${row.src} -> ${row.got} (wanted: ${row.wanted})`);
      }
    }
  }
  return missed;
}

function verifyPivot(pair, models) {
  const [source, target] = pair.split('-');
  const [first, second] = [models.get(`${source}-en`), models.get(`en-${target}`)];
  const path = join(options.sets, `pivot-${pair}.jsonl`);
  if (!first || !second || !existsSync(path)) return;
  const rows = readRows(path).map((row) => ({
    wanted: row.ref,
    ...timed(() => second.translate(first.translate(row.src))),
  }));
  console.log('through English', pair, JSON.stringify({ ...score(rows), milliseconds: speed(rows) }));
}

const models = new Map();
const missed = [];
for (const pair of options.pairs.split(',')) {
  const model = openModel(join(options.models, pair));
  if (!model) {
    console.log(pair, 'has no model');
    continue;
  }
  models.set(pair, model);
  if (verifyPair(pair, model)) missed.push(pair);
}
for (const pair of PIVOTS) verifyPivot(pair, models);
if (missed.length > 0) {
  console.log('below target:', missed.join(', '));
  process.exitCode = 1;
}
