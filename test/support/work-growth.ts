/** By this many the input is longer the second time. */
const TIMES_LONGER = 8;

/** Linear work takes eight times as long, work that grows with the square sixty-four times. */
export const MOST_TIMES_WORK = 24;

/** Less cannot be told from the rest of what the machine does, in milliseconds. */
const TOO_LITTLE_MS = 20;

/** The collector makes single calls long. */
const TRIES = 6;

/**
 * How many times as much work an input is that is eight times longer; 0 where that is too little to be measured.
 * @param input an input of the length.
 */
export function growthOfWork(
  work: (input: string) => unknown,
  input: (length: number) => string,
  length: number,
): number {
  const [short, long] = [input(length), input(length * TIMES_LONGER)];
  // The first call compiles.
  work(short);
  let [shortMs, longMs] = [timed(work, short), timed(work, long)];
  for (let tries = 1; tries < TRIES && longMs >= TOO_LITTLE_MS && longMs > MOST_TIMES_WORK * shortMs; tries += 1) {
    // Pauses of the collector fall on the longer one, so the shorter one is given the same chance.
    shortMs = Math.max(shortMs, timed(work, short));
    longMs = Math.min(longMs, timed(work, long));
  }
  return longMs < TOO_LITTLE_MS ? 0 : longMs / shortMs;
}

/** Computing time of this process in milliseconds: what others do meanwhile does not count. */
function timed(work: (input: string) => unknown, input: string): number {
  const before = process.cpuUsage();
  work(input);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}
