import type { JSX } from 'preact';
import type { ControlledSource } from '../../../../protocol/control-contract.ts';
import { command } from '../control-socket.ts';
import { levels, state } from '../dock-model.ts';

/** Quieter than this, a meter is empty, in dB of full scale. */
const QUIETEST_DB = -60;

/** Who is heard, how loud they are, and what they speak. */
export function SourceList(): JSX.Element | null {
  const sources = state.value?.sources ?? [];
  if (sources.length === 0) return null;
  return (
    <section aria-label="Sources">
      <ul class="sources">
        {sources.map((source) => (
          <SourceRow key={source.id} {...source} />
        ))}
      </ul>
    </section>
  );
}

function SourceRow({ id, speaker, heard, language }: ControlledSource): JSX.Element {
  const name = speaker ?? id;
  return (
    <li>
      <button
        type="button"
        role="switch"
        aria-checked={heard}
        aria-label={`${heard ? 'On' : 'Off'}: ${name}`}
        title={heard ? 'It is heard' : 'It is not heard'}
        onClick={() => void command({ type: 'listen', to: heard ? 'off' : 'on', sourceId: id })}
      >
        {heard ? 'On' : 'Off'}
      </button>
      <span class="source-name">{name}</span>
      <SourceMeter id={id} name={name} />
      <input
        type="text"
        size={6}
        aria-label={`Language of ${name}`}
        title="What is spoken: a tag such as en, several with commas, or auto"
        value={language}
        onChange={({ currentTarget }) =>
          void command({ type: 'spoken-language', language: currentTarget.value.trim(), sourceId: id }).then(
            ({ ok }) => {
              if (!ok) currentTarget.value = language;
            },
          )
        }
      />
    </li>
  );
}

function SourceMeter({ id, name }: { readonly id: string; readonly name: string }): JSX.Element {
  const level = Math.min(1, Math.max(0, 1 - (levels.value[id] ?? QUIETEST_DB) / QUIETEST_DB));
  return (
    <div
      class="meter"
      role="meter"
      aria-label={`Level of ${name}`}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.round(level * 10) * 10}
    >
      <i style={`transform: scaleX(${level.toFixed(3)})`} />
    </div>
  );
}
