import { EngineError } from '../errors.ts';
import { BoundedChannel } from '../pipeline/bounded-channel.ts';
import type { EngineOutput, OutputPolicy } from '../pipeline/output.ts';

/** An output that wants the newest only has no use for more than a few seconds of captions. */
const NEWEST_CAPACITY = 100;

/** Over an hour of finals, with one waiting partial for each text that goes on. */
const UTTERANCE_CAPACITY = 2000;

/** More than is said in a day: an output that loses nothing overflows only where it has stopped for hours. */
const REFUSE_CAPACITY = 100_000;

/**
 * The channel in front of one output. @param onDrop told of every event that the output will not see.
 * @throws EngineError `config-invalid` where there is no such policy.
 */
export function openOutputChannel(policy: OutputPolicy, onDrop: () => void): BoundedChannel<EngineOutput> {
  switch (policy) {
    case 'newest-per-utterance':
      return new BoundedChannel({
        capacity: UTTERANCE_CAPACITY,
        whenFull: 'drop-oldest',
        conflateKey: textKeyOf,
        onDrop,
      });
    case 'newest':
      return new BoundedChannel({ capacity: NEWEST_CAPACITY, whenFull: 'drop-oldest', onDrop });
    case 'refuse':
      return new BoundedChannel({ capacity: REFUSE_CAPACITY, whenFull: 'refuse' });
    // Programs without types can say anything.
    default:
      throw new EngineError('config-invalid', `An output has the policy "${String(policy)}", which does not exist.`, {
        hint: 'Take newest-per-utterance, newest or refuse.',
      });
  }
}

/** The same for all states of one text: the transcript of an utterance, or its translation into one language. */
function textKeyOf(output: EngineOutput): string | undefined {
  switch (output.type) {
    case 'status-notice':
      return undefined;
    case 'transcript-partial':
    case 'transcript-final':
    case 'utterance-discard':
      return output.utteranceId;
    case 'translation-partial':
    case 'translation-final':
      return `${output.utteranceId} ${output.language}`;
  }
}
