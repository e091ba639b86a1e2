import type { JSX } from 'preact';
import { englishName } from '../../../../protocol/language/language-names.ts';
import { command } from '../control-socket.ts';
import { state } from '../dock-model.ts';

interface Option {
  readonly value: string;
  readonly label: string;
}

/** What overlays show and how they look, and who translates. */
export function Choices(): JSX.Element | null {
  const now = state.value;
  if (!now) return null;
  const { overlay, targetLanguages, themes, presets, preset, translators } = now;
  const languages = targetLanguages.map((tag) => ({ value: tag, label: englishName(tag) ?? tag }));
  const same = (names: readonly string[]): Option[] => names.map((name) => ({ value: name, label: name }));
  return (
    <section class="choices" aria-label="Choices">
      {languages.length > 0 && (
        <Choice
          label="Language"
          value={overlay['lang'] ?? targetLanguages[0] ?? ''}
          options={languages}
          choose={(lang) => command({ type: 'look', parameters: { lang } })}
        />
      )}
      <Choice
        label="Layout"
        value={overlay['layout'] ?? 'translation'}
        options={same(['translation', 'source', 'dual'])}
        choose={(layout) => command({ type: 'look', parameters: { layout } })}
      />
      <Choice
        label="Theme"
        value={overlay['theme'] ?? 'classic'}
        options={same(themes)}
        choose={(theme) => command({ type: 'look', parameters: { theme } })}
      />
      {presets.length > 0 && (
        <Choice
          label="Preset"
          value={preset ?? ''}
          options={[{ value: '', label: 'none' }, ...same(presets)]}
          choose={(name) => command({ type: 'preset', name: name === '' ? null : name })}
        />
      )}
      {translators.length > 1 && (
        <Choice
          label="Translator"
          value={translators[0] ?? ''}
          options={same(translators)}
          choose={(name) => command({ type: 'translator', name })}
        />
      )}
    </section>
  );
}

interface ChoiceProps {
  readonly label: string;
  readonly value: string;
  readonly options: readonly Option[];
  readonly choose: (value: string) => Promise<unknown>;
}

function Choice({ label, value, options, choose }: ChoiceProps): JSX.Element {
  const isListed = options.some((option) => option.value === value);
  return (
    <label>
      <span>{label}</span>
      <select value={value} onChange={({ currentTarget }) => void choose(currentTarget.value)}>
        {!isListed && <option value={value}>{value}</option>}
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </label>
  );
}
