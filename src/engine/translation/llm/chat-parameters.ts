import type { ChatDialect } from './presets.ts';

type Fields = Readonly<Record<string, unknown>>;

/**
 * The optional parameters of chat requests to one server. Servers and models differ in what they accept and refuse a
 * request for one field too many: what was refused once is not sent again.
 */
export class ChatParameters {
  readonly #dialect: ChatDialect;
  readonly #refused = new Set<string>();

  constructor(dialect: ChatDialect) {
    this.#dialect = dialect;
  }

  /** @param outputTokens the most tokens that the answer may have. */
  fields(model: string, outputTokens: number): Fields {
    const { outputLimit, askForUsage, withoutThinking } = this.#dialect;
    const other = outputLimit === 'max_tokens' ? 'max_completion_tokens' : 'max_tokens';
    const streams = !this.#refused.has('stream');
    const wanted: Fields = {
      stream: true,
      temperature: 0,
      [this.#refused.has(outputLimit) ? other : outputLimit]: outputTokens,
      ...(askForUsage && streams ? { stream_options: { include_usage: true } } : {}),
      ...withoutThinking(model),
    };
    return Object.fromEntries(Object.entries(wanted).filter(([name]) => !this.#refused.has(name)));
  }

  /**
   * Takes note of a refusal. True where the request may work without the parameter that it names.
   * @param sent the fields that were refused.
   * @param named the parameter that the server names.
   * @param said all that the server said, in lower case; searched for names where it names none properly.
   */
  refuse(sent: Fields, named: string | undefined, said: string): boolean {
    const names = Object.keys(sent);
    const refused =
      names.find((name) => named !== undefined && parameterOf(named) === name) ??
      earliest(names, said) ??
      (/think|reasoning/u.test(said) ? names.find((name) => /think|reason|template/u.test(name)) : undefined);
    if (refused === undefined) return false;
    this.#refused.add(refused);
    return true;
  }
}

/** `stream_options.include_usage` names a part of `stream_options`. */
function parameterOf(named: string): string {
  return named.split(/[.[]/u, 1)[0] ?? named;
}

/** The name that comes first: a refusal may go on with what to send instead. */
function earliest(names: readonly string[], said: string): string | undefined {
  const found = names
    // `stream` is an ordinary word, and part of another name.
    .filter((name) => name !== 'stream' && new RegExp(`\\b${name}\\b`, 'u').test(said))
    .sort((a, b) => said.indexOf(a) - said.indexOf(b));
  return found[0];
}
