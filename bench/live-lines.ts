import type { CaptionEvent } from '../src/protocol/caption-event.ts';
import { createBareRecognizer } from './bare-recognizer.ts';
import type { LabelledClip } from './clips.ts';
import { runLive, type LiveRun, type ReceivedEvent } from './live-run.ts';
import { quantileOf, type BenchLine } from './report.ts';
import { erasedCharacters, erasure, wordDelays, type ShownText, type ShownUtterance } from './word-delay.ts';

/** Sound before the speech that an utterance holds, and the silence after it that ends one. */
const PRE_ROLL_MS = 512;
const HANG_OVER_MS = 500;
const SOFT_END_MS = 220;

/** One frame of the voice activity model, and what a hop over a socket of this machine takes. */
const FRAME_MS = 32;
const TRANSPORT_MS = 1;

/** How often the peer decodes what it has heard, and shows all of it. */
const PEER_STEP_MS = 1100;

interface Utterance extends ShownUtterance {
  readonly partialEndsMs: readonly number[];
  readonly finalText: string;
  readonly stableTexts: readonly string[];
}

/** Plays clips in real time and measures what a page sees of them. */
export async function liveLines(clips: readonly LabelledClip[]): Promise<BenchLine[]> {
  const finals = { ratios: [] as number[], ms: [] as number[] };
  const delays = { own: [] as number[], peer: [] as number[] };
  const erased = { own: 0, stable: 0, naive: 0, words: 0 };
  const loops: number[] = [];
  let dropped = 0;
  for (const clip of clips) {
    const run = await runLive(clip);
    const utterances = collectUtterances(run);
    for (const received of run.received) addFinal(received, finals);
    delays.own.push(...wordDelays(clip, utterances));
    const peer = await runPeers(clip, utterances, erased);
    delays.peer.push(...wordDelays(clip, peer));
    loops.push(run.eventLoopP99Ms);
    dropped += run.status.counters['audio-frames-dropped'] ?? 0;
  }
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  const median = quantileOf(finals.ratios, 0.5);
  const slow = quantileOf(finals.ratios, 0.95);
  const waited = `${finals.ms.length} finals, ${quantileOf(finals.ms, 0.5).toFixed(0)} ms median, ${quantileOf(finals.ms, 0.95).toFixed(0)} ms p95`;
  return [
    { name: 'speech end to final on the page / floor, median', value: median, unit: 'x', goal: 1.1, detail: waited },
    { name: 'speech end to final on the page / floor, p95', value: slow, unit: 'x', goal: 1.25, detail: '' },
    {
      name: 'word delay / re-decode every 1100 ms and show',
      value: mean(delays.own) / mean(delays.peer),
      unit: 'x',
      goal: 0.6,
      detail: `${mean(delays.own).toFixed(0)} ms against ${mean(delays.peer).toFixed(0)} ms, ${delays.own.length} words`,
    },
    {
      name: 'erased words / re-render of every hypothesis',
      value: erased.own / erased.naive,
      unit: 'x',
      goal: 0.5,
      detail: `${erased.own} against ${erased.naive}, ${(erased.own / erased.words).toFixed(2)} for each word of the finals`,
    },
    {
      name: 'erased characters of stable text',
      value: erased.stable,
      unit: 'characters',
      goal: 0,
      detail: 'must be none',
    },
    { name: 'audio frames dropped', value: dropped, unit: 'frames', goal: 0, detail: 'over all live runs' },
    { name: 'event loop delay of the main process, p99', value: Math.max(...loops), unit: 'ms', detail: 'worst clip' },
  ];
}

/** The earliest that this final could have been on the page: at its soft end where it came before the hang-over. */
function addFinal({ event, receivedAtMs }: ReceivedEvent, into: { ratios: number[]; ms: number[] }): void {
  const { speechEndAtMs, workStartAtMs, workEndAtMs } = event.timing;
  if (event.type !== 'transcript-final' || speechEndAtMs === undefined) return;
  const decodeMs = (workEndAtMs ?? 0) - (workStartAtMs ?? 0);
  const waitedMs = receivedAtMs - speechEndAtMs;
  const early = waitedMs < HANG_OVER_MS;
  const endMs = early ? SOFT_END_MS + decodeMs : Math.max(HANG_OVER_MS, SOFT_END_MS + decodeMs);
  into.ms.push(waitedMs);
  into.ratios.push(waitedMs / (FRAME_MS + endMs + TRANSPORT_MS));
}

function collectUtterances({ received, startedAtMs }: LiveRun): Utterance[] {
  const byId = new Map<string, ReceivedEvent[]>();
  for (const item of received) byId.set(item.event.utteranceId, [...(byId.get(item.event.utteranceId) ?? []), item]);
  return [...byId.values()].flatMap((items) => {
    const final = items.at(-1)?.event;
    if (final?.type !== 'transcript-final') return [];
    const shown = items.map(({ event, receivedAtMs }) => ({ atMs: receivedAtMs - startedAtMs, text: textOf(event) }));
    return [
      {
        startMs: final.startMs,
        endMs: final.endMs,
        shown,
        partialEndsMs: items.flatMap(({ event }) => (event.type === 'transcript-partial' ? [event.endMs] : [])),
        finalText: final.text,
        stableTexts: items.flatMap(({ event }) => (event.type === 'transcript-partial' ? [event.stableText] : [])),
      },
    ];
  });
}

function textOf(event: CaptionEvent): string {
  if (event.type === 'transcript-partial') return event.stableText + event.unstableText;
  return event.type === 'transcript-final' ? event.text : '';
}

/**
 * What the peers would have shown of the same utterances: one re-decodes every 1100 ms and shows the text as soon as it
 * has it; the other shows every hypothesis at the moments at which ours were made.
 */
async function runPeers(
  clip: LabelledClip,
  utterances: readonly Utterance[],
  erased: { own: number; stable: number; naive: number; words: number },
): Promise<ShownUtterance[]> {
  const decode = createBareRecognizer(clip.language);
  const hear = (fromMs: number, toMs: number) =>
    decode(clip.samples.slice(Math.max(0, Math.round((fromMs - PRE_ROLL_MS) * 16)), Math.round(toMs * 16)));
  const peers: ShownUtterance[] = [];
  for (const utterance of utterances) {
    const { startMs, endMs, partialEndsMs, finalText, stableTexts, shown } = utterance;
    const every: ShownText[] = [];
    for (let atMs = startMs + PEER_STEP_MS; atMs < endMs + HANG_OVER_MS; atMs += PEER_STEP_MS) {
      const { text, ms } = await hear(startMs, atMs);
      every.push({ atMs: atMs + ms, text });
    }
    const last = await hear(startMs, endMs + HANG_OVER_MS);
    peers.push({ startMs, endMs, shown: [...every, { atMs: endMs + HANG_OVER_MS + last.ms, text: last.text }] });
    const naive: string[] = [];
    for (const toMs of partialEndsMs) naive.push((await hear(startMs, toMs)).text);
    const own = erasure(shown.map(({ text }) => text));
    erased.own += own.erased;
    erased.words += own.final;
    erased.naive += erasure([...naive, finalText]).erased;
    erased.stable += erasedCharacters(stableTexts);
  }
  return peers;
}
