import type { TranslatorStatus } from '../../../protocol/status.ts';
import { durationText } from './latency-labels.ts';

/** A number of a translator, in few words. */
export interface TranslatorFact {
  readonly text: string;
  /** What exactly it is. */
  readonly meaning: string;
}

const counts = new Intl.NumberFormat('en');
const costs = new Intl.NumberFormat('en', { maximumSignificantDigits: 3 });

/** How a translator is, in words for the streamer. */
export function translatorSentence({ state, detail, requests }: TranslatorStatus): string {
  if (state === 'resting') return `Resting. ${detail ?? ''}`.trimEnd();
  return requests === 0 ? 'Ready' : 'Working';
}

/** What a translator has done so far, as far as anything is known of it. */
export function translatorFacts(status: TranslatorStatus): readonly TranslatorFact[] {
  const { firstText, final, requests, failures, cost, quota, budget, drafts } = status;
  const failed = Object.values(failures).reduce((sum, count) => sum + count, 0);
  const fact = (meaning: string, text: string): TranslatorFact => ({ text, meaning });
  return [
    ...(firstText
      ? [fact('Half of the answers begin sooner', `first text after ${durationText(firstText.p50Ms)}`)]
      : []),
    ...(final ? [fact('95 of 100 are as fast as this', `finals within ${durationText(final.p95Ms)}`)] : []),
    ...(requests > 0 ? [fact('Sent since the start', counted(requests, 'request'))] : []),
    ...(failed > 0 ? [fact(Object.entries(failures).map(timesCode).join(', '), counted(failed, 'failure'))] : []),
    ...(cost === undefined ? [] : [fact('Estimated from the price that you gave', `cost ${costs.format(cost)}`)]),
    ...(quota ? [fact('What the vendor says', `quota ${usedText(quota)}`)] : []),
    ...(drafts ? [fact('Of sentences that are still being spoken', draftsText(drafts))] : []),
    ...(budget ? [fact('In this calendar month', `budget ${usedText(budget)}`)] : []),
  ];
}

function counted(count: number, what: string): string {
  return `${counts.format(count)} ${what}${count === 1 ? '' : 's'}`;
}

function timesCode([code, count]: [string, number]): string {
  return `${code} ${counts.format(count)}×`;
}

function draftsText({ characters, mostPerMinute }: NonNullable<TranslatorStatus['drafts']>): string {
  if (mostPerMinute === 0) return 'no drafts';
  return `drafts ${counts.format(characters)} characters, at most ${counts.format(mostPerMinute)} a minute`;
}

function usedText({ used, limit, unit }: NonNullable<TranslatorStatus['quota']>): string {
  return `${counts.format(used)} of ${counts.format(limit)} ${unit}`;
}
