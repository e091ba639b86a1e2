import type { AudienceAbout, AudienceEntry, AudiencePartial } from '../../../protocol/audience-contract.ts';

/** An entry, and whom it is for. */
export interface PublishedEntry {
  /** The track; absent where it is for all. */
  readonly track?: string;
  readonly entry: AudienceEntry;
}

/** Where captions for viewers go: to those who are connected here, or to relays. */
export interface AudienceSink {
  /** Something final. Entries come in the order of their ids. */
  publish(published: PublishedEntry): void;
  /** The newest state of a text; one that is lost does no harm. */
  show(track: string, partial: AudiencePartial): void;
  tell(about: AudienceAbout): void;
}
