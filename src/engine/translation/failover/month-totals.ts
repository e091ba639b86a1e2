import { z } from 'zod';

/** Months that are remembered: those whose clock was right are far fewer. */
const MOST_MONTHS = 24;

/** What each translator has used, by its name. */
export type Used = Readonly<Record<string, number>>;

const usedSchema = z.record(z.string(), z.number().nonnegative());
const monthSchema = z.string().regex(/^\d{4}-\d{2}$/u);

/** What was used since the month was first met. Later use is in each month that was met before: see `withUse`. */
const totalsSchema = z.strictObject({
  /** The month of the clock at the last change. */
  month: monthSchema,
  /** By month, the one that was met last at the end. */
  used: z.record(monthSchema, usedSchema),
  /** Present while the clock shows an earlier month than it once did: which one, and what was used since. */
  since: z.strictObject({ month: monthSchema, used: usedSchema }).optional(),
});

/** What was used in which calendar month (UTC), for a clock that may be wrong. */
export type MonthTotals = z.infer<typeof totalsSchema>;

/** Those of before `since`: one month, and what was used in it. */
const oneMonthSchema = z
  .strictObject({ month: monthSchema, used: usedSchema })
  .transform(({ month, used }): MonthTotals => ({ month, used: { [month]: used } }));

/** Reads totals from text. Throws where the text is none. */
export function parseTotals(text: string): MonthTotals {
  return z.union([totalsSchema, oneMonthSchema]).parse(JSON.parse(text));
}

/** The month of a date, such as `2026-03`. Dates of which there is no such name are of the first or the last one. */
export function monthOf(date: Date): string {
  const time = date.getTime();
  if (Number.isNaN(time) || time < 0) return '1970-01';
  return date.getUTCFullYear() > 9999 ? '9999-12' : date.toISOString().slice(0, 7);
}

/**
 * The totals once the clock shows `month`. A month that is met for the first time begins at nothing, unless the clock may
 * have been wrong before: then with what was used meanwhile. So a clock that jumps may make it more, and never less.
 */
export function turnedTo(totals: MonthTotals | undefined, month: string): MonthTotals {
  if (totals === undefined) return { month, used: { [month]: {} } };
  if (totals.month === month) return totals;
  const wentBack = month < totals.month;
  const since = totals.since ?? (wentBack ? { month: totals.month, used: {} } : undefined);
  const isBack = since !== undefined && month >= since.month;
  const first = wentBack ? (totals.used[totals.month] ?? {}) : isBack ? since.used : {};
  const { [month]: own = first, ...others } = totals.used;
  const used = Object.fromEntries([...Object.entries(others).slice(1 - MOST_MONTHS), [month, own]]);
  return { month, used, ...(since && !isBack ? { since } : {}) };
}

/** The totals once a translator has used more. It counts in the month of the clock, and in all that were met before. */
export function withUse(totals: MonthTotals, translator: string, amount: number): MonthTotals {
  const { month, used, since } = totals;
  const months = Object.entries(used).map(([name, own]) => [name, increased(own, translator, amount)] as const);
  return {
    month,
    used: Object.fromEntries(months),
    ...(since ? { since: { month: since.month, used: increased(since.used, translator, amount) } } : {}),
  };
}

/** The totals without an amount that turned out not to be used. @param months those in which it was counted. */
export function withoutUse(
  { month, used, since }: MonthTotals,
  translator: string,
  { amount, months }: { readonly amount: number; readonly months: readonly string[] },
): MonthTotals {
  const left = Object.entries(used).map(([name, own]) =>
    months.includes(name) ? ([name, increased(own, translator, -amount)] as const) : ([name, own] as const),
  );
  return { month, used: Object.fromEntries(left), ...(since ? { since } : {}) };
}

function increased(used: Used, translator: string, amount: number): Used {
  return { ...used, [translator]: Math.max(0, (used[translator] ?? 0) + amount) };
}
