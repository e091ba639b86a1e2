/** Parameters of a chat request that not every server and model accepts. */
export interface ChatDialect {
  /** What the parameter that limits the answer is called. */
  readonly outputLimit: 'max_tokens' | 'max_completion_tokens';
  /** Whether the server must be asked, by `stream_options`, to tell at the end what a streamed answer cost. */
  readonly askForUsage: boolean;
  /** Fields that keep `model` from thinking before it answers; none where it does not or where there is no such field. */
  readonly withoutThinking: (model: string) => Readonly<Record<string, unknown>>;
}

/** A server whose address and habits are known. */
export interface LlmPreset extends ChatDialect {
  /** As its makers write it. */
  readonly label: string;
  readonly baseUrl: string;
  /** Environment variable in which its key usually is; absent where it wants none. */
  readonly keyVariable?: string;
  /** Used where the user names no model. A local server without it uses the first model of its list. */
  readonly defaultModel?: string;
  /** What to do where it cannot be reached, in one sentence; for servers on the user's own computer. */
  readonly startHint?: string;
}

const always =
  (fields: Readonly<Record<string, unknown>>): ChatDialect['withoutThinking'] =>
  () =>
    fields;

const PLAIN: ChatDialect = { outputLimit: 'max_tokens', askForUsage: true, withoutThinking: always({}) };

/** The dialect of servers that are known by their address only. */
export const CUSTOM_DIALECT = PLAIN;

/** Names of models age; `defaultModel` prefers names that the vendor moves on to newer models. */
const PRESETS = {
  openai: {
    ...PLAIN,
    label: 'OpenAI',
    baseUrl: 'https://api.openai.com/v1',
    keyVariable: 'OPENAI_API_KEY',
    defaultModel: 'gpt-4.1-mini',
    // `max_tokens` is refused by all models that can think; the other name is accepted by all.
    outputLimit: 'max_completion_tokens',
    withoutThinking: leastEffortOfOpenAi,
  },
  ollama: {
    ...PLAIN,
    label: 'Ollama',
    baseUrl: 'http://127.0.0.1:11434/v1',
    startHint: 'Start it with "ollama serve".',
    // Its own field `think` has no effect here.
    withoutThinking: always({ reasoning_effort: 'none' }),
  },
  'lm-studio': {
    ...PLAIN,
    label: 'LM Studio',
    baseUrl: 'http://127.0.0.1:1234/v1',
    startHint: 'Start the server on its "Developer" page, or with "lms server start".',
  },
  'llama.cpp': {
    ...PLAIN,
    label: 'llama.cpp',
    baseUrl: 'http://127.0.0.1:8080/v1',
    startHint: 'Start it with "llama-server -m <model file>".',
    withoutThinking: always({ chat_template_kwargs: { enable_thinking: false } }),
  },
  openrouter: {
    ...PLAIN,
    label: 'OpenRouter',
    baseUrl: 'https://openrouter.ai/api/v1',
    keyVariable: 'OPENROUTER_API_KEY',
    withoutThinking: always({ reasoning: { enabled: false } }),
  },
  groq: {
    ...PLAIN,
    label: 'Groq',
    baseUrl: 'https://api.groq.com/openai/v1',
    keyVariable: 'GROQ_API_KEY',
    defaultModel: 'llama-3.3-70b-versatile',
    outputLimit: 'max_completion_tokens',
    withoutThinking: (model) => (model.startsWith('qwen/') ? { reasoning_effort: 'none' } : {}),
  },
  gemini: {
    ...PLAIN,
    label: 'Gemini',
    baseUrl: 'https://generativelanguage.googleapis.com/v1beta/openai',
    keyVariable: 'GEMINI_API_KEY',
    defaultModel: 'gemini-flash-lite-latest',
    withoutThinking: always({ reasoning_effort: 'minimal' }),
  },
  deepseek: {
    ...PLAIN,
    label: 'DeepSeek',
    baseUrl: 'https://api.deepseek.com/v1',
    keyVariable: 'DEEPSEEK_API_KEY',
    defaultModel: 'deepseek-v4-flash',
    withoutThinking: always({ thinking: { type: 'disabled' } }),
  },
  mistral: {
    ...PLAIN,
    label: 'Mistral',
    baseUrl: 'https://api.mistral.ai/v1',
    keyVariable: 'MISTRAL_API_KEY',
    defaultModel: 'mistral-small-latest',
    // It tells the cost without being asked, and refuses fields that it does not know.
    askForUsage: false,
  },
} satisfies Readonly<Record<string, LlmPreset>>;

export type LlmPresetName = keyof typeof PRESETS;

/** The servers that are known by name. */
export const LLM_PRESETS: Readonly<Record<LlmPresetName, LlmPreset>> = PRESETS;

/** In the order in which they are offered. */
export const LLM_PRESET_NAMES = Object.keys(PRESETS) as readonly LlmPresetName[];

/** `minimal` came with GPT-5 and went with 5.1, which has `none`. Models that cannot think refuse the field. */
function leastEffortOfOpenAi(model: string): Readonly<Record<string, unknown>> {
  if (/^gpt-\d+(?:\.\d+)?-chat/u.test(model)) return {};
  if (/^gpt-5(?![.\d])/u.test(model)) return { reasoning_effort: 'minimal' };
  if (/^gpt-(?:5\.|[6-9])/u.test(model)) return { reasoning_effort: 'none' };
  return /^o\d/u.test(model) ? { reasoning_effort: 'low' } : {};
}
