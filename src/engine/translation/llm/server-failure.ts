import { neverSent } from '../../pipeline/network/connection-fault.ts';
import type { VendorFault } from './vendor-fault.ts';

/** No connection, or no answer. `cause` is the error of the network. */
export class ConnectionFailed extends Error {
  override readonly name = 'ConnectionFailed';
}

/** The server refused the request, or gave up in the middle of its answer. */
export class ServerRefusal extends Error {
  override readonly name = 'ServerRefusal';
  readonly fault: VendorFault;

  constructor(fault: VendorFault) {
    super('The server refused the request.');
    this.fault = fault;
  }
}

/** The answer ended before it was complete. */
export class IncompleteAnswer extends Error {
  override readonly name = 'IncompleteAnswer';
}

/** The answer is neither JSON nor a stream of events. */
export class ForeignAnswer extends Error {
  override readonly name = 'ForeignAnswer';
  /** Its media type, such as `text/html`. */
  readonly mediaType: string;

  constructor(mediaType: string) {
    super('The answer is of a foreign type.');
    this.mediaType = mediaType;
  }
}

/** Whether the vendor has done nothing that it could bill: it was not reached, or refused before it began. */
export function costsNothing(failure: unknown): boolean {
  if (failure instanceof ConnectionFailed) return neverSent(failure);
  const status = failure instanceof ServerRefusal ? failure.fault.status : undefined;
  return status !== undefined && status >= 400 && status < 500 && status !== 408;
}
