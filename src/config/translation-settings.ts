import { z } from 'zod';

// What a user can set about translation and words, with its defaults.

export const TRANSLATORS = ['deepl', 'llm', 'local', 'whisper'] as const;

const translatorName = z.enum(TRANSLATORS, `is not ${TRANSLATORS.slice(0, -1).join(', ')} or ${TRANSLATORS.at(-1)}`);

const chain = z
  .array(translatorName)
  .refine((names) => new Set(names).size === names.length, 'names a translator twice')
  .default(['local']);

/** `deepl=500000,llm=2000000`: characters of DeepL, tokens of a language model, in a calendar month. */
const budgets = z
  .array(z.string())
  .default([])
  .transform((items, context) => {
    const limits: { deepl?: number; llm?: number } = {};
    for (const [index, item] of items.entries()) {
      const found = /^(deepl|llm)=(\d{1,12})$/u.exec(item);
      if (!found) {
        const message = 'is not like deepl=500000 (characters a month) or llm=2000000 (tokens a month)';
        context.addIssue({ code: 'custom', message, path: [index] });
        return z.NEVER;
      }
      limits[found[1] as keyof typeof limits] = Number(found[2]);
    }
    return limits;
  });

/** `deepl=25` for a million characters, `llm=0.4/1.6` for a million tokens in and out. */
const prices = z
  .array(z.string())
  .default([])
  .transform((items, context) => {
    const found: { deepl?: number; llm?: readonly [number, number] } = {};
    for (const [index, item] of items.entries()) {
      const deepl = /^deepl=(\d+(?:\.\d+)?)$/u.exec(item);
      const llm = /^llm=(\d+(?:\.\d+)?)\/(\d+(?:\.\d+)?)$/u.exec(item);
      if (deepl) found.deepl = Number(deepl[1]);
      else if (llm) found.llm = [Number(llm[1]), Number(llm[2])];
      else {
        const message = 'is not like deepl=25 (a million characters) or llm=0.4/1.6 (a million tokens in/out)';
        context.addIssue({ code: 'custom', message, path: [index] });
        return z.NEVER;
      }
    }
    return found;
  });

const variableName = z.string().regex(/^[A-Za-z_]\w*$/u, 'is not the name of an environment variable');

const webAddress = z.url({ protocol: /^https?$/u, error: 'is not an address such as http://127.0.0.1:11434/v1' });

const words = z.array(z.string().min(1, 'has an empty word')).default([]);

/** The translation settings that all commands with captions share. */
export const translationSettings = {
  translator: chain,
  deeplUrl: webAddress.optional(),
  deeplKeyVariable: variableName.default('DEEPL_API_KEY'),
  deeplModel: z.enum(['fast', 'best'], 'is not fast or best').default('fast'),
  deeplPartials: z.boolean().default(false),
  formality: z.enum(['default', 'more', 'less'], 'is not default, more or less').default('default'),
  llm: z
    .enum(
      ['openai', 'ollama', 'lm-studio', 'llama.cpp', 'openrouter', 'groq', 'gemini', 'deepseek', 'mistral'],
      'is not openai, ollama, lm-studio, llama.cpp, openrouter, groq, gemini, deepseek or mistral',
    )
    .optional(),
  llmUrl: webAddress.optional(),
  llmModel: z.string().min(1, 'is empty').optional(),
  llmKeyVariable: variableName.optional(),
  style: z.enum(['plain', 'casual', 'formal'], 'is not plain, casual or formal').default('plain'),
  title: z.string().default(''),
  game: z.string().default(''),
  glossary: z.string().min(1, 'is empty').optional(),
  mask: z.enum(['off', 'stars', 'beep', 'remove'], 'is not off, stars, beep or remove').default('off'),
  maskWords: words,
  allowWords: words,
  budget: budgets,
  draftLimit: z.coerce.number('is not a number').int('is not a whole number').min(0).max(1_000_000).optional(),
  price: prices,
  readingMode: z.boolean().default(false),
  pauseWithoutViewers: z.boolean().default(false),
};

export type TranslationSettings = z.infer<z.ZodObject<typeof translationSettings>>;
