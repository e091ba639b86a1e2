import type { CaptionEvent, UtteranceId } from './caption-event.ts';
import type { ClipAction, ClipStatus } from './clip-contract.ts';
import type { Cue } from './cue.ts';
import type { OverlayDefaults } from './overlay-parameters.ts';
import type { EngineStatus } from './status.ts';

/** Grows with every change that an older page would misunderstand. */
export const PROTOCOL_VERSION = 1;

/** The socket.io namespace of the pages that only show captions. */
export const CAPTION_NAMESPACE = '/captions';

/** Everything that a page needs to draw the present state, whatever it missed before. */
export interface Snapshot {
  readonly protocol: number;
  readonly cues: readonly Cue[];
  /** True where the streamer has hidden the captions: no cue is sent then. */
  readonly hidden?: boolean;
  readonly status: EngineStatus;
  /** BCP-47 tags of the target languages, in the order of the configuration. */
  readonly targetLanguages: readonly string[];
  /**
   * How long ago the newest caption event was published, in milliseconds; filled in by the server. A page that OBS
   * reloads in a silence does not show the last caption again.
   */
  readonly quietMs?: number;
  /** How far captions may be behind on pages whose address does not say it, in milliseconds. */
  readonly maxLagMs?: number;
  /** How pages look whose address does not say it. */
  readonly overlay?: OverlayDefaults;
  /** The clip that is played. Absent where this is no demo. */
  readonly clip?: ClipStatus;
}

/**
 * Messages from the engine. `snapshot` comes first on every connection, and again where what it says of the configuration
 * has changed, or captions were taken away: a cue that it does not hold is gone. `caption` and `status` follow.
 */
export interface EngineToOverlay {
  snapshot: (snapshot: Snapshot) => void;
  caption: (event: CaptionEvent) => void;
  status: (status: EngineStatus) => void;
  /** The clip of a demo has begun, ended or stopped. */
  clip: (clip: ClipStatus) => void;
}

/** Names the event whose text a page has drawn. */
export interface DeliveryReceipt {
  readonly type: CaptionEvent['type'];
  readonly utteranceId: UtteranceId;
  readonly revision: number;
  /** BCP-47 tag of the text, as in the event. */
  readonly language: string;
}

/** Messages from a page. */
export interface OverlayToEngine {
  /** Sent for finals once their text is in the page, so that the engine can measure the whole way. */
  delivered: (receipt: DeliveryReceipt) => void;
  /** Plays or stops the clip of a demo. Obeyed on pages of this PC only, where `ClipStatus` has `controls`. */
  'clip-control': (action: ClipAction) => void;
}
