import type { AudioInputKind, AudioRefusal } from '../../../protocol/audio-contract.ts';

/** What went wrong, and what the person in front of the page can do about it. */
export interface CaptureProblem {
  readonly code:
    | 'insecure-page'
    | 'not-listening'
    | 'engine-gone'
    | 'refused'
    | 'permission-denied'
    | 'no-microphone'
    | 'microphone-busy'
    | 'no-audio-track'
    | 'sharing-unsupported'
    | 'sharing-cancelled'
    | 'unknown';
  readonly title: string;
  readonly text: string;
  /** Ways out, each of which is enough. */
  readonly steps?: readonly string[];
  /** Of the engine: nothing can be sent now. `once` where only another address helps. */
  readonly engine?: 'again' | 'once';
}

/** The shared tab, window or screen has no sound. */
export class NoAudioTrackError extends Error {
  override readonly name = 'NoAudioTrackError';
}

/**
 * Why this page can never capture sound where it is, or undefined where it can.
 * @param origin of the page.
 */
export function pageProblem(isSecure: boolean, origin: string): CaptureProblem | undefined {
  if (isSecure) return undefined;
  return {
    code: 'insecure-page',
    title: 'This address cannot use the microphone',
    text: 'Browsers allow it only over https, or on the PC itself. Any one of these helps:',
    steps: [
      'Open the https address that Overlingo shows, and accept its certificate once.',
      'On the PC on which Overlingo runs, open this page at 127.0.0.1 instead.',
      `In Chrome or Edge, open chrome://flags/#unsafely-treat-insecure-origin-as-secure, enter ${origin}, choose Enabled, and start the browser again.`,
    ],
  };
}

/** This run has no input for browsers. */
export const NOT_LISTENING: CaptureProblem = {
  code: 'not-listening',
  title: 'Overlingo does not listen to browsers now',
  text: 'On the PC on which it runs, start it with --input browser, and with --lan as well for guests on other devices. This page notices it by itself.',
  engine: 'again',
};

export const ENGINE_GONE: CaptureProblem = {
  code: 'engine-gone',
  title: 'Overlingo does not answer',
  text: 'Is it running? This page tries again by itself, and the microphone stays off until then.',
  engine: 'again',
};

/** The engine wants no sound of this page. */
export function refusedProblem({ message, retry }: AudioRefusal): CaptureProblem {
  return {
    code: 'refused',
    title: 'Overlingo cannot listen to this page',
    text: message,
    engine: retry ? 'again' : 'once',
  };
}

/** An error of the browser in words. */
export function captureProblem(error: unknown, kind: AudioInputKind): CaptureProblem {
  const name = error instanceof Error ? error.name : '';
  switch (name) {
    case 'NotAllowedError':
    case 'SecurityError':
      return kind === 'microphone' ? PERMISSION_DENIED : SHARING_CANCELLED;
    case 'NotFoundError':
    case 'OverconstrainedError':
      return NO_MICROPHONE;
    case 'NotReadableError':
    case 'AbortError':
      return MICROPHONE_BUSY;
    case 'NoAudioTrackError':
      return noAudioTrack(kind);
    default:
      return {
        code: 'unknown',
        title: 'The browser gives no sound',
        text: error instanceof Error && error.message !== '' ? error.message : 'It did not say why. Reload the page.',
      };
  }
}

/** Browsers without a way to share a tab or the system's sound. */
export const SHARING_UNSUPPORTED: CaptureProblem = {
  code: 'sharing-unsupported',
  title: 'This browser cannot share sound',
  text: 'Use Chrome or Edge on a PC for the sound of a tab or of the PC. A microphone works here.',
};

const PERMISSION_DENIED: CaptureProblem = {
  code: 'permission-denied',
  title: 'The microphone is not allowed',
  text: 'Click the icon to the left of the address, allow the microphone, and start again. If that changes nothing, allow the browser to use it in the privacy settings of the system.',
};

const NO_MICROPHONE: CaptureProblem = {
  code: 'no-microphone',
  title: 'There is no microphone',
  text: 'Plug one in, or switch it on in the sound settings of the system, and start again.',
};

const MICROPHONE_BUSY: CaptureProblem = {
  code: 'microphone-busy',
  title: 'The microphone cannot be opened',
  text: 'Another program may be using it. Close that program, or choose another microphone, and start again.',
};

const SHARING_CANCELLED: CaptureProblem = {
  code: 'sharing-cancelled',
  title: 'Nothing is shared',
  text: 'Start again, choose what to share, and tick the box for its sound.',
};

function noAudioTrack(kind: AudioInputKind): CaptureProblem {
  return {
    code: 'no-audio-track',
    title: 'It was shared without sound',
    text:
      kind === 'tab'
        ? 'Start again, choose a tab (a window has no sound), and tick “Also share tab audio”.'
        : 'Start again, choose the entire screen, and tick “Also share system audio”. Chrome and Edge on Windows can do it; elsewhere share a tab.',
  };
}
