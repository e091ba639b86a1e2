import type { AudioInputKind } from '../../../protocol/audio-contract.ts';
import { NoAudioTrackError } from './capture-problem.ts';
import type { CapturedFrame } from './frame-cutter.ts';

const WORKLET = '/microphone-worklet.js';

export interface SoundInputChoice {
  readonly kind: AudioInputKind;
  /** Of `enumerateDevices`; the browser's default microphone when empty. */
  readonly deviceId: string;
  /** Lets the browser take away echo and noise, and level the voice. */
  readonly cleaned: boolean;
}

interface SoundInputHandlers {
  readonly onFrame: (frame: CapturedFrame) => void;
  /** The microphone was unplugged, or sharing was stopped in the browser. */
  readonly onEnded: () => void;
  /** The browser has stopped the sound, or lets it go on. */
  readonly onPaused: (paused: boolean) => void;
}

/** Sound that is being captured. */
export interface SoundInput {
  /** What is listened to, in the browser's words. */
  readonly label: string;
  setMuted(muted: boolean): void;
  /** Asks the browser to go on after it has stopped the sound. Works best after a click. */
  resume(): void;
  stop(): void;
}

/** Opens what was chosen. To be called from a click. Rejects with an error of the browser, or `NoAudioTrackError`. */
export async function openSoundInput(choice: SoundInputChoice, handlers: SoundInputHandlers): Promise<SoundInput> {
  // Made before anything is waited for: later the browser would not count it as a consequence of the click.
  let context = new AudioContext({ latencyHint: 'interactive' });
  let stream: MediaStream | undefined;
  try {
    void context.resume();
    stream = await openStream(choice);
    const [track] = stream.getAudioTracks();
    if (!track) throw new NoAudioTrackError();
    const connected = await connect(context, stream, track);
    context = connected.context;
    return listenTo({ ...connected, stream, track }, handlers);
  } catch (error) {
    stopTracks(stream);
    void context.close();
    throw error;
  }
}

async function openStream({ kind, deviceId, cleaned }: SoundInputChoice): Promise<MediaStream> {
  const processing = { echoCancellation: cleaned, noiseSuppression: cleaned, autoGainControl: cleaned };
  if (kind === 'microphone') {
    const device = deviceId === '' ? {} : { deviceId: { ideal: deviceId } };
    return navigator.mediaDevices.getUserMedia({ audio: { ...processing, ...device, channelCount: { ideal: 1 } } });
  }
  const stream = await navigator.mediaDevices.getDisplayMedia({
    // Browsers refuse to share sound alone; the picture is thrown away at once.
    video: { displaySurface: kind === 'tab' ? 'browser' : 'monitor' },
    audio: { echoCancellation: false, noiseSuppression: false, autoGainControl: false },
    ...SHARING_HINTS,
  });
  for (const track of stream.getVideoTracks()) track.stop();
  return stream;
}

/** Known to Chrome and Edge, and not to the types of TypeScript. */
const SHARING_HINTS = { systemAudio: 'include', selfBrowserSurface: 'exclude', surfaceSwitching: 'include' };

interface Connected {
  readonly context: AudioContext;
  readonly source: MediaStreamAudioSourceNode;
  readonly worklet: AudioWorkletNode;
}

async function connect(first: AudioContext, stream: MediaStream, track: MediaStreamTrack): Promise<Connected> {
  const { context, source } = await createSource(first, stream, track);
  await context.audioWorklet.addModule(WORKLET);
  const worklet = new AudioWorkletNode(context, 'overlingo-frames', {
    channelCount: 1,
    channelCountMode: 'explicit',
    channelInterpretation: 'speakers',
  });
  source.connect(worklet);
  // Its output is silence. Without a way to the speakers some browsers do not run it.
  worklet.connect(context.destination);
  return { context, source, worklet };
}

/** Firefox connects a microphone only to a context of its own rate. */
async function createSource(
  context: AudioContext,
  stream: MediaStream,
  track: MediaStreamTrack,
): Promise<Pick<Connected, 'context' | 'source'>> {
  try {
    return { context, source: context.createMediaStreamSource(stream) };
  } catch (error) {
    const { sampleRate } = track.getSettings();
    if (sampleRate === undefined || sampleRate === context.sampleRate) throw error;
    await context.close();
    const matching = new AudioContext({ latencyHint: 'interactive', sampleRate });
    return { context: matching, source: matching.createMediaStreamSource(stream) };
  }
}

type Opened = Connected & { readonly stream: MediaStream; readonly track: MediaStreamTrack };

function listenTo({ context, source, worklet, stream, track }: Opened, handlers: SoundInputHandlers): SoundInput {
  let stopped = false;
  worklet.port.onmessage = ({ data }: MessageEvent<CapturedFrame>) => {
    if (!stopped) handlers.onFrame(data);
  };
  track.addEventListener('ended', () => {
    if (!stopped) handlers.onEnded();
  });
  const resume = (): void => {
    if (!stopped && context.state !== 'running') void context.resume().catch(() => undefined);
  };
  context.addEventListener('statechange', () => {
    if (stopped) return;
    handlers.onPaused(context.state !== 'running');
    resume();
  });
  resume();
  return {
    label: track.label,
    // A track that is off is silent in the browser already: nothing that is said reaches the page.
    setMuted: (muted) => (track.enabled = !muted),
    resume,
    stop() {
      stopped = true;
      source.disconnect();
      worklet.disconnect();
      stopTracks(stream);
      void context.close();
    },
  };
}

function stopTracks(stream: MediaStream | undefined): void {
  for (const track of stream?.getTracks() ?? []) track.stop();
}
