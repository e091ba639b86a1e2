/** The smallest of the last `size` values, in constant time for each value. */
export class SlidingMinimum {
  readonly #size: number;
  /** Values that may still become the smallest, in rising order. */
  #candidates: { readonly value: number; readonly at: number }[] = [];
  #count = 0;

  constructor(size: number) {
    this.#size = size;
  }

  /** Adds a value and returns the smallest one now. */
  push(value: number): number {
    while ((this.#candidates.at(-1)?.value ?? Number.NEGATIVE_INFINITY) >= value) this.#candidates.pop();
    this.#candidates.push({ value, at: this.#count });
    this.#count += 1;
    if ((this.#candidates[0]?.at ?? 0) <= this.#count - 1 - this.#size) this.#candidates.shift();
    return this.#candidates[0]?.value ?? value;
  }
}
