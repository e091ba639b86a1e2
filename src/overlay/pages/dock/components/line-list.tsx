import type { JSX } from 'preact';
import type { Cue } from '../../../../protocol/cue.ts';
import { textDirection } from '../../../../protocol/language/writing.ts';
import { command } from '../control-socket.ts';
import { lines, state } from '../dock-model.ts';
import { withoutLine } from '../said-line.ts';

/** What was said last, newest first, each with a way to take it off the pages. */
export function LineList(): JSX.Element {
  return (
    <section aria-label="Last lines">
      <h2>Last lines</h2>
      {lines.value.length === 0 && <p class="dim">Nothing was said yet.</p>}
      <ol class="lines">
        {[...lines.value].reverse().map((cue) => (
          <Line key={cue.utteranceId} cue={cue} />
        ))}
      </ol>
    </section>
  );
}

function Line({ cue }: { readonly cue: Cue }): JSX.Element {
  const { utteranceId, language, stableText, speaker, translations } = cue;
  const shown = state.value?.overlay['lang'] ?? state.value?.targetLanguages[0];
  const translation = shown === undefined ? undefined : translations[shown];
  const wrong = (): void => {
    void command({ type: 'wrong', utteranceId }).then(({ ok }) => {
      if (ok) lines.value = withoutLine(lines.value, utteranceId);
    });
  };
  return (
    <li>
      <div>
        <p lang={language} dir={textDirection(language)}>
          {speaker !== undefined && <b>{speaker}: </b>}
          {stableText}
        </p>
        {translation && shown !== undefined && (
          <p class="translation" lang={shown} dir={textDirection(shown)}>
            {translation.text}
          </p>
        )}
      </div>
      <button type="button" title="Takes this line off the pages" onClick={wrong}>
        Wrong
      </button>
    </li>
  );
}
