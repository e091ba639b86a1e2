// Exact match, BLEU and chrF over many lines.
const BLEU_LENGTHS = [1, 2, 3, 4];
const CHRF_LENGTHS = [1, 2, 3, 4, 5, 6];

function grams(items, length) {
  const counts = new Map();
  for (let start = 0; start + length <= items.length; start++) {
    const gram = items.slice(start, start + length).join('\u0001');
    counts.set(gram, (counts.get(gram) ?? 0) + 1);
  }
  return counts;
}

function overlap(got, wanted) {
  let hits = 0;
  for (const [gram, count] of got) hits += Math.min(count, wanted.get(gram) ?? 0);
  return hits;
}

/** [{ hits, got, wanted }] for each n-gram length, summed over all lines. */
function countGrams(rows, split, lengths) {
  return lengths.map((length) => {
    const sums = { hits: 0, got: 0, wanted: 0 };
    for (const row of rows) {
      const [got, wanted] = [split(row.got), split(row.wanted)];
      sums.hits += overlap(grams(got, length), grams(wanted, length));
      sums.got += Math.max(0, got.length - length + 1);
      sums.wanted += Math.max(0, wanted.length - length + 1);
    }
    return sums;
  });
}

const tokens = (text) => text.match(/[\p{L}\p{N}]+|[^\s\p{L}\p{N}]/gu) ?? [];
const characters = (text) => [...text.replace(/\s/g, '')];

function bleu(rows) {
  const counts = countGrams(rows, tokens, BLEU_LENGTHS).filter(({ got }) => got > 0);
  if (counts.length === 0) return 0;
  const logarithms = counts.map(({ hits, got }) => Math.log(Math.max(hits, 1e-9) / got));
  const mean = logarithms.reduce((sum, value) => sum + value, 0) / counts.length;
  const brevity = Math.min(1, Math.exp(1 - counts[0].wanted / counts[0].got));
  return 100 * Math.exp(mean) * brevity;
}

function chrf(rows) {
  const counts = countGrams(rows, characters, CHRF_LENGTHS).filter(
    ({ got, wanted }) => got > 0 && wanted > 0,
  );
  const mean = (part) =>
    counts.reduce((sum, count) => sum + count.hits / count[part], 0) / Math.max(1, counts.length);
  const [precision, recall] = [mean('got'), mean('wanted')];
  return (100 * 5 * precision * recall) / (4 * precision + recall || 1);
}

const wordsOnly = (text) =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s]/gu, '')
    .split(/\s+/)
    .filter(Boolean)
    .join(' ');
const round = (value) => Number(value.toFixed(1));

/** rows: [{ wanted, got }] */
export function score(rows) {
  const share = (matches) => round((100 * rows.filter(matches).length) / rows.length);
  return {
    lines: rows.length,
    exactPercent: share(({ wanted, got }) => wanted === got),
    wordsOnlyPercent: share(({ wanted, got }) => wordsOnly(wanted) === wordsOnly(got)),
    bleu: round(bleu(rows)),
    chrf: round(chrf(rows)),
  };
}
