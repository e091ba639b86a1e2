import type { JSX } from 'preact';
import type { TranslatorStatus } from '../../../../protocol/status.ts';
import { translatorFacts, translatorSentence } from '../translator-facts.ts';

interface TranslatorListProps {
  /** In the order in which they are asked. */
  readonly translators: readonly TranslatorStatus[];
}

/** Each translator: how it is, how fast, and what it costs. */
export function TranslatorList({ translators }: TranslatorListProps): JSX.Element {
  return (
    <ul class="translators">
      {translators.map((translator) => (
        <li key={translator.name} data-state={translator.state}>
          <b>{translator.name}</b>
          <span>{translatorSentence(translator)}</span>
          <small>
            {translatorFacts(translator).map(({ text, meaning }) => (
              <span key={text} title={meaning}>
                {text}
              </span>
            ))}
          </small>
        </li>
      ))}
    </ul>
  );
}
