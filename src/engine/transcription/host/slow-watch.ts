/** So much sound is looked at before anything is said: a game that loads makes any machine slow for a moment. */
const JUDGED_AUDIO_MS = 10_000;
const FEWEST_DECODES = 3;

/** Decoding takes this share of the sound's length, or more: too slow; less than the other: all is well. */
const TOO_SLOW = 1;
const WELL = 0.7;

/** After it was told, so much sound must be decoded fast enough before it may be told again. */
const ALL_WELL_AUDIO_MS = 60_000;

interface FinalDecode {
  readonly audioMs: number;
  readonly tookMs: number;
}

/**
 * Notices where decoding finals takes longer than it took to say them: captions then come later and later. Told once, and
 * again only after a time in which all was well. Partials do not count: they are left out where there is no time for them.
 */
export class SlowWatch {
  #decodes: readonly FinalDecode[] = [];
  #told = false;
  #wellMs = 0;

  /** Takes the next final: its length and how long it took, in milliseconds. True where it is time to tell. */
  take(audioMs: number, tookMs: number): boolean {
    this.#decodes = newest([...this.#decodes, { audioMs, tookMs }]);
    const heardMs = sum(this.#decodes.map((decode) => decode.audioMs));
    if (heardMs < JUDGED_AUDIO_MS || this.#decodes.length < FEWEST_DECODES) return false;
    const share = sum(this.#decodes.map((decode) => decode.tookMs)) / heardMs;
    this.#wellMs = share < WELL ? this.#wellMs + audioMs : 0;
    if (this.#wellMs >= ALL_WELL_AUDIO_MS) this.#told = false;
    if (this.#told || share <= TOO_SLOW) return false;
    this.#told = true;
    return true;
  }
}

/** As many of the newest decodes as are judged. */
function newest(decodes: readonly FinalDecode[]): readonly FinalDecode[] {
  const [, ...rest] = decodes;
  const enough = rest.length >= FEWEST_DECODES && sum(rest.map(({ audioMs }) => audioMs)) >= JUDGED_AUDIO_MS;
  return enough ? newest(rest) : decodes;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
