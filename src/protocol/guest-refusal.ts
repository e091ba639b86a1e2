/**
 * Why a guest that sends sound is not listened to, or not any more. One vocabulary for pages and programs, so that whoever
 * knows one wire knows the other.
 */
export type GuestRefusalCode =
  /** The token is missing or wrong. */
  | 'unauthorized'
  /** The token was right, and the streamer has made another one. */
  | 'token-revoked'
  /** Made for another version of the protocol. */
  | 'protocol-unknown'
  /** Sent something that is not of the protocol. */
  | 'malformed'
  /** Sent nothing for too long, or did not say who it is. */
  | 'silent'
  /** Sent more sound than time has passed. */
  | 'too-fast'
  /** Sent too much in one message. */
  | 'too-large'
  /** As many guests as there may be are here already. */
  | 'too-many'
  /** The same guest goes on over another connection. */
  | 'replaced'
  /** The streamer has ended it, or it was away for too long. */
  | 'ended'
  /** The speech model does not know the language. */
  | 'language-unsupported'
  /** No engine is ready to listen yet. */
  | 'try-later'
  /** The engine stops. */
  | 'going-away'
  /** Something broke on the side of the engine. */
  | 'internal';
