import { batch } from '@preact/signals';
import { takeToken } from '../../shared/access-token.ts';
import { askEngine } from './ask-engine.ts';
import { AudioSocket } from './audio-socket.ts';
import { captureProblem, SHARING_UNSUPPORTED, type CaptureProblem } from './capture-problem.ts';
import type { CapturedFrame } from './frame-cutter.ts';
import { LevelWatch } from './level-watch.ts';
import * as model from './microphone-model.ts';
import { newSessionId, rememberChoice } from './page-memory.ts';
import { openSoundInput, type SoundInput } from './sound-input.ts';
import { keepAwake } from './wake-lock.ts';

/** How often a microphone that was unplugged is tried again, in milliseconds. */
const REOPEN_EVERY_MS = 2000;

/** How often an engine that would not listen is asked again, in milliseconds. */
const ASK_AGAIN_MS = 3000;

/** For so long an engine that would listen is taken to do so still, in milliseconds. */
const WELCOME_LASTS_MS = 10_000;

/** When the engine last said that it would listen, on the clock of the page. */
let welcomeAtMs = Number.NEGATIVE_INFINITY;

let askTimer: ReturnType<typeof setTimeout> | undefined;

const token = takeToken();
const levels = new LevelWatch();

/** All that runs while sound is captured. */
interface Live {
  readonly socket: AudioSocket;
  readonly letSleep: () => void;
  input: SoundInput;
  reopenTimer?: ReturnType<typeof setTimeout>;
}

let live: Live | undefined;

/** Lists the microphones, and again whenever one comes or goes. */
export function watchMicrophones(): void {
  model.mediaDevices?.addEventListener('devicechange', () => void listMicrophones());
  void listMicrophones();
}

/**
 * Finds out whether the engine would listen, before anybody is asked for a microphone, and again for as long as it would
 * not.
 */
export async function watchEngine(): Promise<void> {
  if (model.problem.value?.code === 'insecure-page') return;
  const problem = await ask();
  if (model.phase.value === 'setup') tellEngineProblem(problem);
}

async function ask(): Promise<CaptureProblem | undefined> {
  const problem = await askEngine(token);
  welcomeAtMs = problem ? Number.NEGATIVE_INFINITY : performance.now();
  return problem;
}

/** What was told of the engine before does not hold any more; what was told of the browser does. */
function tellEngineProblem(problem: CaptureProblem | undefined): void {
  clearTimeout(askTimer);
  if (problem !== undefined || model.problem.value?.engine !== undefined) model.problem.value = problem;
  if (problem?.engine === 'again') askTimer = setTimeout(() => void watchEngine(), ASK_AGAIN_MS);
}

/** Begins to capture and to send. To be called from a click. */
export async function start(): Promise<void> {
  if (model.phase.value !== 'setup') return;
  const choice = model.choice.value;
  if (choice.kind !== 'microphone' && !model.canShareSound) {
    model.problem.value = SHARING_UNSUPPORTED;
    return;
  }
  if (performance.now() - welcomeAtMs > WELCOME_LASTS_MS) {
    model.phase.value = 'asking';
    const refusal = await ask();
    if (refusal) {
      model.phase.value = 'setup';
      tellEngineProblem(refusal);
      return;
    }
  }
  model.phase.value = 'starting';
  model.problem.value = undefined;
  rememberChoice(choice);
  try {
    const input = await openInput();
    live = { input, socket: openSocket(), letSleep: keepAwake() };
    batch(() => {
      model.phase.value = 'live';
      model.inputLabel.value = input.label;
      model.droppedMs.value = 0;
      model.waitingMs.value = 0;
    });
    void listMicrophones();
  } catch (error) {
    model.problem.value = captureProblem(error, choice.kind);
    model.phase.value = 'setup';
  }
}

/** Ends everything: the engine ends the speaker's captions at once. */
export function stop(): void {
  if (!live) return;
  const { input, socket, letSleep, reopenTimer } = live;
  live = undefined;
  clearTimeout(reopenTimer);
  input.stop();
  socket.close();
  letSleep();
  levels.reset();
  batch(() => {
    model.phase.value = 'setup';
    model.link.value = { state: 'connecting' };
    model.muted.value = false;
    model.paused.value = undefined;
    model.levelProblem.value = undefined;
    model.peak.value = 0;
  });
}

export function toggleMuted(): void {
  if (!live) return;
  const muted = !model.muted.value;
  model.muted.value = muted;
  live.input.setMuted(muted);
  live.socket.setMuted(muted);
}

/** The speaker is back at the page, or the device on a network: whatever waits is tried at once. */
export function hurry(): void {
  live?.input.resume();
  live?.socket.reconnect();
}

function openSocket(): AudioSocket {
  const { name, language, kind } = model.choice.value;
  return new AudioSocket({
    hello: {
      session: newSessionId(),
      name: name.trim(),
      kind,
      ...(language === '' ? {} : { language }),
    },
    token,
    onLink: (link) => (model.link.value = link),
  });
}

async function openInput(): Promise<SoundInput> {
  return openSoundInput(model.choice.value, {
    onFrame: send,
    onEnded: inputEnded,
    onPaused: (paused) => (model.paused.value = paused ? 'browser' : undefined),
  });
}

function send(captured: CapturedFrame): void {
  if (!live) return;
  const muted = model.muted.value;
  // What was on its way from the audio thread when the speaker muted is silence as well.
  const frame = muted ? { ...captured, samples: new Int16Array(captured.samples.length), peak: 0 } : captured;
  live.socket.send(frame);
  if (muted) levels.reset();
  batch(() => {
    model.peak.value = frame.peak;
    model.levelProblem.value = muted ? undefined : levels.next(frame.peak);
    model.droppedMs.value = live?.socket.outgoing.droppedMs ?? 0;
    model.waitingMs.value = live?.socket.outgoing.waitingMs ?? 0;
  });
}

/** A microphone may be plugged in again; what was shared must be shared by a click again. */
function inputEnded(): void {
  if (!live) return;
  if (model.choice.value.kind !== 'microphone') return stop();
  model.paused.value = 'unplugged';
  model.peak.value = 0;
  reopenLater(live);
}

function reopenLater(session: Live): void {
  session.input.stop();
  session.reopenTimer = setTimeout(() => void reopen(session), REOPEN_EVERY_MS);
}

async function reopen(session: Live): Promise<void> {
  try {
    const input = await openInput();
    if (live !== session) {
      input.stop();
      return;
    }
    session.input = input;
    input.setMuted(model.muted.value);
    model.paused.value = undefined;
    model.inputLabel.value = input.label;
  } catch {
    if (live === session) reopenLater(session);
  }
}

async function listMicrophones(): Promise<void> {
  const devices = (await model.mediaDevices?.enumerateDevices().catch(() => undefined)) ?? [];
  model.microphones.value = devices
    .filter(({ kind, label, deviceId }) => kind === 'audioinput' && label !== '' && deviceId !== 'default')
    .map(({ deviceId, label }) => ({ id: deviceId, label }));
}
