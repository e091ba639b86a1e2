import { editDistance } from './edit-distance.ts';

/** The known name that is most like the given one, if any is like it. Case counts for little. */
export function nearestName(given: string, known: Iterable<string>): string | undefined {
  const wanted = given.toLowerCase();
  // A third of the letters may be wrong: beyond that a guess is of no help.
  let most = Math.max(2, Math.floor(given.length / 3));
  let nearest: string | undefined;
  for (const name of known) {
    const steps = editDistance(wanted, name.toLowerCase());
    if (steps > most || (steps === most && nearest !== undefined)) continue;
    most = steps;
    nearest = name;
  }
  return nearest;
}
