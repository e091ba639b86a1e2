/** What puts captions into a stream, such as OBS. */
export interface StreamSink {
  /** Whether viewers would see a caption now. */
  readonly isLive: boolean;
  /** Whether captions wait, so that nothing stays on the screen that is not new. */
  readonly isResting: boolean;
  /** Shows a text instead of the one before; nothing any more where it is empty. Never rejects. */
  readonly show: (text: string) => Promise<void>;
  /** Calls `listener` whenever one of the above changes, until the signal aborts. */
  readonly onChange: (listener: () => void, signal: AbortSignal) => void;
}
