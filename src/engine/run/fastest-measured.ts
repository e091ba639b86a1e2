import type { RuntimeFiles } from '../runtime-files.ts';
import type { HostPlan, RecognizerDefinition } from '../transcription/recognizer-definition.ts';
import { realTimeShare } from '../transcription/measured/measure.ts';
import { readMeasures, thisComputer, type KeptMeasure } from '../transcription/measured/kept-measures.ts';
import { modelFingerprint } from '../transcription/measured/model-fingerprint.ts';
import type { WantedModel } from '../transcription/wanted-model.ts';
import { programVersion } from './program-version.ts';

interface Candidate extends HostPlan<object> {
  readonly definition: RecognizerDefinition;
}

/**
 * The recogniser that was measured to be the fastest with this model on this computer, on the processor where it was, and
 * why. Nothing where not all of them were measured: the others may be faster.
 */
export async function fastestMeasured<Planned extends Candidate>(
  candidates: readonly Planned[],
  wanted: WantedModel,
  files: Pick<RuntimeFiles, 'cache' | 'assets'>,
): Promise<(Planned & { readonly reason: string }) | undefined> {
  const model = await modelFingerprint(wanted);
  if (model === undefined) return undefined;
  const program = await programVersion(files);
  const measures = await readMeasures(files.cache, { model, program, computer: thisComputer() });
  const ranked = candidates
    .flatMap((candidate) => {
      const usable = measures.filter(
        (measure) => measure.recognizer === candidate.definition.name && isAllowed(candidate, measure),
      );
      const best = usable.toSorted((a, b) => realTimeShare(a) - realTimeShare(b))[0];
      return best ? [{ candidate, measure: best, share: realTimeShare(best) }] : [];
    })
    .toSorted((a, b) => a.share - b.share);
  const [first, ...others] = ranked;
  if (!first || ranked.length < candidates.length) return undefined;
  const slower = others.map(({ measure, share }) => `, ${measure.recognizer} ${share.toFixed(2)}`).join('');
  return {
    ...first.candidate,
    configs: first.candidate.configs.map((config) => ({ ...config, ...first.measure.processor })),
    reason: `measured ${first.share.toFixed(2)} of real time${slower}`,
  };
}

/** What the user has chosen counts: a GPU that was measured is not taken where the processor is wanted. */
function isAllowed({ configs: [config] }: Candidate, { processor }: KeptMeasure): boolean {
  const planned: Readonly<Record<string, unknown>> = { ...config };
  return Object.entries(processor).every(([field, value]) =>
    [undefined, 'auto', value].includes(planned[field] as string),
  );
}
