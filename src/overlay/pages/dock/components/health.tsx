import type { JSX } from 'preact';
import type { StageStatus, TranslatorStatus } from '../../../../protocol/status.ts';
import { status } from '../dock-model.ts';

/** The worst first. */
const ORDER: readonly StageStatus['state'][] = ['failed', 'degraded', 'starting', 'working', 'ended'];

/** From the end of speech to a page, the first of these that is measured. */
const DELAYS = ['speech-end-to-page-translation-final', 'speech-end-to-page-transcript-final', 'speech-end-to-final'];

/** How the run is: delay, each stage in a sentence, what translators have used up, and the newest notices. */
export function Health(): JSX.Element | null {
  const now = status.value;
  if (!now) return null;
  const { stages, behindMs, latency, translators, notices } = now;
  const delay = DELAYS.map((name) => latency[name]).find((known) => known !== undefined);
  return (
    <section aria-label="State">
      <h2>State</h2>
      <p class="delay">
        {delay === undefined
          ? 'No delay measured yet'
          : `Delay ${seconds(delay.p50Ms)}, at times ${seconds(delay.p95Ms)}`}
        {behindMs > 0 && `; ${seconds(behindMs)} behind`}
      </p>
      <ul class="stages">
        {stages
          .filter(isWorthTelling)
          .sort((one, other) => ORDER.indexOf(one.state) - ORDER.indexOf(other.state))
          .map(({ stage, state, detail }) => (
            <li key={stage} data-state={state}>
              {detail}
            </li>
          ))}
      </ul>
      {translators.map((translator) => (
        <Spent key={translator.name} {...translator} />
      ))}
      {notices
        .slice(-3)
        .reverse()
        .map(({ code, level, message, hint }) => (
          <p key={`${code} ${message}`} class="notice" data-level={level}>
            {message} {hint}
          </p>
        ))}
    </section>
  );
}

/** An output that works says nothing that the streamer does not see. */
function isWorthTelling({ stage, state }: StageStatus): boolean {
  return !stage.startsWith('output:') || state === 'failed' || state === 'degraded';
}

function Spent({ name, budget, quota, cost }: TranslatorStatus): JSX.Element | null {
  const most = budget ?? quota;
  if (!most && cost === undefined) return null;
  return (
    <p class="spent">
      {name}: {most ? `${most.used} of ${most.limit} ${most.unit}` : ''}
      {cost !== undefined && ` ${cost.toFixed(2)} spent`}
      {most && <progress aria-label={`Used of ${name}`} value={most.used} max={most.limit} />}
    </p>
  );
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}
