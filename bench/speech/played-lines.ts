import { readRecordings, realSpeechMissing, type Recording } from '../../test/support/speech/recordings.ts';
import { pooledErrors } from '../../test/support/speech/word-errors.ts';
import type { BenchLine } from '../report.ts';
import { FLUENT, quickMode, speechModel } from './choice.ts';
import { delayLines, neverShown } from './delay-lines.ts';
import { liveFigures, pooledFigures, type LiveFigures, type Observed } from './live-figures.ts';
import { languageLines } from './language-lines.ts';
import { contenderLines, printContenders, type Contender } from './peer-table.ts';
import { peerMissing, playPeer, STREAMING_PEERS, type StreamingPeer } from './peers.ts';
import { playRecording } from './play-live.ts';
import { printLive } from './print-live.ts';
import { shareLines } from './text-lines.ts';
import { wholeWindows, type WholeWindow } from './whole-window.ts';

/** Everything at its own speed: all recordings for the errors, the fluent ones for the delays and beside others. */
export async function playedLines(): Promise<BenchLine[]> {
  const missing = realSpeechMissing(speechModel());
  if (missing !== undefined) {
    console.error(missing);
    return [];
  }
  const recordings = readRecordings(quickMode() ? FLUENT : []);
  const windows = await wholeWindows(recordings, speechModel());
  const played: Observed[] = [];
  for (const recording of recordings) {
    const observed = { recording, ...(await playRecording(recording, { model: speechModel() })) };
    printLive(`live ${recording.name}`, liveFigures(observed));
    played.push(observed);
  }
  const fluent = played.filter(({ recording }) => FLUENT.includes(recording.name));
  const own = pooledFigures(fluent.map(liveFigures));
  const best = windows[0];
  const lost = best ? fluent.flatMap((observed) => neverShown(observed, best)) : [];
  const peers = quickMode() ? [] : await playPeers(fluent.map(({ recording }) => recording));
  printContenders([{ name: 'Overlingo', figures: own }, ...peers]);
  const heard = played.map(({ recording, views }) => ({ recording, text: views.at(-1)?.shown ?? '' }));
  return [
    ...spokenLines(played, windows),
    ...languageLines('live', heard, windows),
    ...delayLines(own, lost),
    ...contenderLines(own, peers),
  ];
}

/** Errors of what was said live, and text where nobody speaks. */
function spokenLines(played: readonly Observed[], windows: readonly WholeWindow[]): BenchLine[] {
  const spoken = played.filter(({ recording }) => recording.language !== undefined);
  const noises = played.filter(({ recording }) => recording.language === undefined);
  const errors = pooledErrors(spoken.map((observed) => liveFigures(observed).errors));
  const shown = noises.filter(({ views }) => views.some((view) => view.shown.trim() !== ''));
  return [
    ...shareLines((what) => `live: ${what}`, errors, windows),
    {
      name: 'live: noises with text at any time',
      value: shown.length,
      unit: 'clips',
      goal: 0,
      detail: `of ${noises.length}, with auto; ${shown.map(({ recording }) => recording.name).join(', ') || 'none'}`,
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

async function playAll(peer: StreamingPeer, recordings: readonly Recording[]): Promise<LiveFigures> {
  const all: LiveFigures[] = [];
  for (const recording of recordings) all.push(liveFigures(await playPeer(peer, recording)));
  return pooledFigures(all);
}
