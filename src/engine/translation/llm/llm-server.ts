import { EngineError } from '../../errors.ts';
import { checkedKey, shownVariable } from '../../key.ts';
import { CUSTOM_DIALECT, LLM_PRESETS, type ChatDialect, type LlmPresetName } from './presets.ts';
import { withoutTrailing } from '../../../protocol/trailing.ts';

/** Which server is meant: a preset, an address, or a preset at another address. */
export interface LlmServerOptions {
  readonly preset?: LlmPresetName;
  /** Ends where `/chat/completions` begins, usually with `/v1`. Wanted where there is no preset. */
  readonly baseUrl?: string;
  readonly key?: string;
  /** Environment variable that the key came from, for hints; that of the preset where absent. */
  readonly keyVariable?: string;
}

/** One server, as the rest of this folder sees it. */
export interface LlmServer {
  /** The server in a sentence, with its address and without anything secret. */
  readonly label: string;
  readonly baseUrl: string;
  readonly key: string | undefined;
  readonly keyVariable: string | undefined;
  readonly dialect: ChatDialect;
  readonly defaultModel: string | undefined;
  /** True where many models are for sale, so that none can be picked from the list without asking. */
  readonly vendor: boolean;
  readonly startHint: string | undefined;
}

/** Puts options and preset together. Throws an `EngineError`: `usage`, or `translator-auth` where a key is missing. */
export function resolveServer(options: LlmServerOptions): LlmServer {
  const preset = options.preset === undefined ? undefined : LLM_PRESETS[options.preset];
  const baseUrl = checkedUrl(options.baseUrl ?? preset?.baseUrl);
  const { host } = new URL(baseUrl);
  const keyVariable = options.keyVariable ?? preset?.keyVariable;
  const label = preset ? `${preset.label} at ${host}` : `The language model server at ${host}`;
  const owner = preset?.label ?? 'the language model server';
  const isKey = options.key !== undefined && options.key.trim() !== '';
  const key = isKey
    ? checkedKey(options.key, { owner, code: 'translator-auth', stage: 'translation', variable: keyVariable })
    : undefined;
  if (key === undefined && preset?.keyVariable !== undefined && options.baseUrl === undefined) {
    throw new EngineError('translator-auth', `There is no key for ${preset.label}.`, {
      hint: `Set ${shownVariable(keyVariable ?? preset.keyVariable)} to it.`,
      stage: 'translation',
    });
  }
  return {
    label,
    baseUrl,
    key,
    keyVariable,
    dialect: preset ?? CUSTOM_DIALECT,
    defaultModel: preset?.defaultModel,
    vendor: preset?.keyVariable !== undefined,
    startHint: preset?.startHint,
  };
}

function checkedUrl(url: string | undefined): string {
  const parsed = url !== undefined && URL.canParse(url) ? new URL(url) : undefined;
  const plain = parsed?.username === '' && parsed.password === '' && parsed.search === '';
  if (plain && /^https?:$/u.test(parsed.protocol)) {
    return `${parsed.origin}${withoutTrailing(parsed.pathname, /\//u)}`;
  }
  throw new EngineError(
    'usage',
    'The address of the language model server is not a web address, or has a password or a query in it.',
    {
      hint: 'Use an address such as http://127.0.0.1:11434/v1.',
      stage: 'translation',
    },
  );
}
