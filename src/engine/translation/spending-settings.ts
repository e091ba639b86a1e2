import { z } from 'zod';
import { setting } from '../setting.ts';
import { listFromText } from '../setting-text.ts';
import type { TranslatorDefinition } from './translator-definition.ts';

/** What may be used in a calendar month, in what each vendor counts, by the name of the translator. */
type Budgets = Readonly<Record<string, number | undefined>>;

/** For a million characters, or for a million tokens in and out; by the name of the translator. */
type Prices = Readonly<Record<string, Price | undefined>>;

type Price = number | { readonly input: number; readonly output: number };

const BUDGET_FORM = 'is not like deepl=500000 (characters a month) or llm=2000000 (tokens a month)';
const PRICE_FORM = 'is not like deepl=25 (per million characters) or llm=0.4/1.6 (per million tokens in/out)';

const MOST_A_MONTH = 999_999_999_999;

/** Hard limits of those that cost. */
export function budgetSettings(
  definitions: readonly TranslatorDefinition[],
): z.ZodPrefault<z.ZodType<Budgets, Budgets>> {
  const limit = ({ bills }: TranslatorDefinition) =>
    z
      .number(`is not a number of ${bills ?? ''} a month`)
      .int('is not a whole number')
      .min(0)
      .max(MOST_A_MONTH);
  const read = (text: string): number | undefined => (/^\d{1,12}$/u.test(text) ? Number(text) : undefined);
  const shape = shapeOf(definitions, (definition) => limit(definition).optional());
  return setting(z.strictObject(shape, errorOf(BUDGET_FORM)).prefault({}), {
    description: 'monthly limits, such as deepl=500000,llm=2000000 (characters, tokens)',
    flag: 'budget',
    value: '<limits>',
    fromText: (text) => entriesFromText(text, (name) => (Object.hasOwn(shape, name) ? read : undefined)),
    live: true,
  });
}

/** For the estimated cost of those that cost. */
export function priceSettings(definitions: readonly TranslatorDefinition[]): z.ZodPrefault<z.ZodType<Prices, Prices>> {
  const amount = z.number('is not a price').min(0, 'is below 0');
  const price = ({ bills }: TranslatorDefinition): z.ZodType<Price, Price> =>
    bills === 'tokens' ? z.strictObject({ input: amount, output: amount }, errorOf('has no input and output')) : amount;
  const shape = shapeOf(definitions, (definition) => price(definition).optional());
  const readers = shapeOf(definitions, ({ bills }) => (bills === 'tokens' ? pairOfPrices : onePrice));
  return setting(z.strictObject(shape, errorOf(PRICE_FORM)).prefault({}), {
    description:
      'prices for the estimated cost, such as deepl=25,llm=0.4/1.6 (per million characters, or tokens in/out)',
    flag: 'price',
    value: '<prices>',
    fromText: (text) => entriesFromText(text, (name) => (Object.hasOwn(readers, name) ? readers[name] : undefined)),
    live: true,
  });
}

function shapeOf<Part>(
  definitions: readonly TranslatorDefinition[],
  part: (definition: TranslatorDefinition) => Part,
): Record<string, Part> {
  const costing = definitions.filter(({ bills }) => bills !== undefined);
  return Object.fromEntries(costing.map((definition) => [definition.name, part(definition)]));
}

/** For what is no mapping at all; keys that are not known have a message of their own. */
function errorOf(form: string): { error: (issue: { readonly code: string }) => string | undefined } {
  return { error: ({ code }) => (code === 'invalid_type' ? form : undefined) };
}

/** `name=value,name=value` as a mapping; the first part that is none of that, as text, which is then refused. */
function entriesFromText(text: string, readerOf: (name: string) => ((value: string) => unknown) | undefined): unknown {
  const entries: Record<string, unknown> = {};
  for (const part of listFromText(text)) {
    const [, name = '', written = ''] = /^([^=]*)=(.*)$/u.exec(part) ?? [];
    const value = readerOf(name)?.(written);
    if (value === undefined) return part;
    entries[name] = value;
  }
  return entries;
}

function onePrice(text: string): number | undefined {
  return /^\d+(?:\.\d+)?$/u.test(text) ? Number(text) : undefined;
}

function pairOfPrices(text: string): unknown {
  const [input, output, ...more] = text.split('/').map(onePrice);
  return input === undefined || output === undefined || more.length > 0 ? undefined : { input, output };
}
