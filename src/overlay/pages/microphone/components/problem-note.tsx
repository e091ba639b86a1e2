import type { JSX } from 'preact';
import { problem } from '../microphone-model.ts';

/** What went wrong, in words, with what helps. */
export function ProblemNote(): JSX.Element | null {
  const { value } = problem;
  if (!value) return null;
  return (
    <section class="problem" role="alert" data-code={value.code}>
      <h2>{value.title}</h2>
      {value.engine === undefined ? (
        <p>{value.text}</p>
      ) : (
        <p class="sentence" data-tone="bad">
          {value.text}
        </p>
      )}
      {value.steps && (
        <ol>
          {value.steps.map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ol>
      )}
    </section>
  );
}
