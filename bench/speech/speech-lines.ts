import { readRecordings, realSpeechMissing, type Recording } from '../../test/support/speech/recordings.ts';
import { errorShare, pooledErrors } from '../../test/support/speech/word-errors.ts';
import type { BenchLine } from '../report.ts';
import { FLUENT, GGML_MODEL, quickMode, speechModel } from './choice.ts';
import { delayLines, neverShown } from './delay-lines.ts';
import { liveFigures, pooledFigures, type Observed } from './live-figures.ts';
import { contenderLines, printContenders, type Contender } from './peer-table.ts';
import { peerMissing, playPeer, STREAMING_PEERS, type StreamingPeer } from './peers.ts';
import { playRecording } from './play-live.ts';
import { printLive } from './print-live.ts';
import { errorLines, textLines } from './text-lines.ts';
import { transcribeAll, type Transcribed } from './transcribe-run.ts';
import { wholeWindows, type WholeWindow } from './whole-window.ts';

/** Recordings of people, through the whole program: what is heard of them, how soon, and how others do. */
export async function speechLines(): Promise<BenchLine[]> {
  const model = speechModel();
  const missing = realSpeechMissing(model);
  if (missing !== undefined) {
    console.error(missing);
    return [];
  }
  const recordings = readRecordings();
  const windows = await wholeWindows(recordings, model);
  const results = await transcribeAll(recordings, model);
  return [
    ...textLines(model, results, windows),
    ...(quickMode() ? [] : await ggmlLines(recordings, results, windows)),
    ...(await playedLines(recordings, windows)),
  ];
}

/** The other form of the weights must give the same text, within one point. */
async function ggmlLines(
  recordings: readonly Recording[],
  sherpa: readonly Transcribed[],
  windows: readonly WholeWindow[],
): Promise<BenchLine[]> {
  const missing = realSpeechMissing(GGML_MODEL);
  if (missing !== undefined) {
    console.error(missing);
    return [];
  }
  const results = await transcribeAll(recordings, GGML_MODEL);
  const share = (some: readonly Transcribed[]): number =>
    100 * errorShare(pooledErrors(some.filter(({ recording }) => recording.language).map(({ errors }) => errors)));
  return [
    ...textLines(GGML_MODEL, results, windows),
    {
      name: 'word errors of the two forms of weights apart',
      value: Math.abs(share(results) - share(sherpa)),
      unit: '%',
      goal: 1,
      detail: `${share(results).toFixed(1)} % and ${share(sherpa).toFixed(1)} %, in points`,
    },
  ];
}

/** Everything at its own speed: all recordings for the errors, the fluent ones for the delays and beside others. */
async function playedLines(recordings: readonly Recording[], windows: readonly WholeWindow[]): Promise<BenchLine[]> {
  const isFluent = ({ name }: Recording): boolean => FLUENT.includes(name);
  const played: Observed[] = [];
  for (const recording of recordings.filter((one) => !quickMode() || isFluent(one))) {
    played.push({ recording, ...(await playRecording(recording, { model: speechModel() })) });
  }
  const fluent = played.filter(({ recording }) => isFluent(recording));
  const own = pooledFigures(fluent.map(liveFigures));
  for (const observed of played) printLive(`live ${observed.recording.name}`, liveFigures(observed));
  const best = windows[0];
  const lost = best ? fluent.flatMap((observed) => neverShown(observed, best)) : [];
  const peers = quickMode() ? [] : await playPeers(fluent.map(({ recording }) => recording));
  printContenders([{ name: 'Overlingo', figures: own }, ...peers]);
  return [...spokenLines(played, windows), ...delayLines(own, lost), ...contenderLines(own, peers)];
}

/** Errors of what was said live, and captions where nobody speaks. Needs all recordings. */
function spokenLines(played: readonly Observed[], windows: readonly WholeWindow[]): BenchLine[] {
  if (quickMode()) return [];
  const spoken = played.filter(({ recording }) => recording.language !== undefined);
  const errors = pooledErrors(spoken.map((observed) => liveFigures(observed).errors));
  const captioned = played.filter(
    ({ recording, views }) => recording.language === undefined && views.some(({ shown }) => shown.trim() !== ''),
  );
  return [
    ...errorLines((what) => `live: ${what}`, errors, windows),
    {
      name: 'live: noises with text at any time',
      value: captioned.length,
      unit: 'clips',
      goal: 0,
      detail: captioned.map(({ recording }) => recording.name).join(', '),
    },
  ];
}

async function playPeers(recordings: readonly Recording[]): Promise<Contender[]> {
  const contenders: Contender[] = [];
  for (const peer of STREAMING_PEERS) {
    const missing = peerMissing(peer.library);
    if (missing !== undefined) console.error(missing);
    else contenders.push({ name: peer.name, figures: await playAll(peer, recordings) });
  }
  return contenders;
}

async function playAll(peer: StreamingPeer, recordings: readonly Recording[]): Promise<Contender['figures']> {
  const all = [];
  for (const recording of recordings) all.push(liveFigures(await playPeer(peer, recording)));
  return pooledFigures(all);
}
