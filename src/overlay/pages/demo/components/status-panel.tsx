import type { JSX } from 'preact';
import { cutCounts, discardCounts, type CutCount, type DiscardCount } from '../../../../protocol/discards.ts';

import { statusSentence } from '../../../shared/status-sentence.ts';
import { connection, status } from '../demo-model.ts';
import { durationText, measurements } from '../latency-labels.ts';
import { knownStatus, shownNotices, type ShownStage } from '../known-status.ts';
import { NoticeList } from '../../../shared/notice-list.tsx';
import { TranslatorList } from './translator-list.tsx';

/** How the engine is: one sentence, how fast it is, its stages, its translators, and what was not shown and why. */
export function StatusPanel(): JSX.Element {
  const sentence = statusSentence(connection.value, status.value);
  const known = knownStatus(connection.value, status.value);
  const { stages = [], latency = {}, counters = {}, translators = [], notices = [] } = known ?? {};
  const shownStages = stages.filter(({ stage, state }) => !(stage.startsWith('output:') && isWell(state)));
  const measured = measurements(latency);
  return (
    <section class="card">
      <h2>Engine</h2>
      <p class="sentence" data-tone={sentence.tone} role="status">
        {sentence.text}
      </p>
      {measured.length > 0 && (
        <dl class="measurements">
          {measured.map(({ label, meaning, p50Ms, p95Ms }) => (
            <div key={label} title={`${meaning} Half are faster, 95 of 100 are faster than ${durationText(p95Ms)}.`}>
              <dt>{label}</dt>
              <dd>{durationText(p50Ms)}</dd>
            </div>
          ))}
        </dl>
      )}
      {shownStages.length > 0 && (
        <ul class="stages">
          {shownStages.map(({ stage, state, detail }) => (
            <li key={stage} data-state={state}>
              <b>{stage}</b>
              <span>{detail}</span>
            </li>
          ))}
        </ul>
      )}
      {translators.length > 0 && <TranslatorList translators={translators} />}
      <ReasonList title="Without a caption" reasons={discardCounts(counters)} />
      <ReasonList title="Left out of captions" reasons={cutCounts(counters)} />
      <NoticeList notices={shownNotices(notices)} />
    </section>
  );
}

function ReasonList({ title, reasons }: { title: string; reasons: readonly (DiscardCount | CutCount)[] }) {
  if (reasons.length === 0) return null;
  return (
    <p class="discards">
      <b>{title}</b>
      {reasons.map(({ reason, label, count }) => (
        <span key={reason} data-reason={reason}>
          {count} × {label}
        </span>
      ))}
    </p>
  );
}

/** An output that does its work needs no line of its own. */
function isWell(state: ShownStage['state']): boolean {
  return state === 'working' || state === 'ended';
}
