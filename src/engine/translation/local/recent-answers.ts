/** How many answers are kept: enough for the targets of one sentence and its partials. */
const CAPACITY = 64;

/**
 * The newest translations, so that a step that several target languages share (the one into English) is done once.
 * Models answer the same text in the same way.
 */
export class RecentAnswers {
  readonly #answers = new Map<string, string>();

  get(modelFile: string, text: string): string | undefined {
    return this.#answers.get(keyOf(modelFile, text));
  }

  add(modelFile: string, text: string, answer: string): void {
    this.#answers.set(keyOf(modelFile, text), answer);
    const [oldest] = this.#answers.keys();
    if (this.#answers.size > CAPACITY && oldest !== undefined) this.#answers.delete(oldest);
  }
}

function keyOf(modelFile: string, text: string): string {
  return `${modelFile}\n${text}`;
}
