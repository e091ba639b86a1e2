import type { IncomingMessage } from 'node:http';
import type { ControlAnswer } from '../../../protocol/control-contract.ts';
import type { AccessToken } from '../access-token.ts';
import type { RequestGuard } from '../request-guard.ts';
import { refused } from './api-answers.ts';

interface AccessOptions {
  readonly guard: RequestGuard;
  /** What lets programs of this PC in; none are where absent. */
  readonly token: AccessToken | undefined;
}

/** Refuses what comes from other sites and other devices, whatever it knows. */
export function foreignRefusal(request: IncomingMessage, { guard }: AccessOptions): ControlAnswer | undefined {
  if (!guard.isLocal(request)) return refused('forbidden', 'Other devices cannot control Overlingo.');
  const refusal = guard.checkSocket(request);
  return refusal && refused('forbidden', refusal.reason);
}

/**
 * Refuses who has no right. Pages of this server have one without a token, but cannot change anything by GET: an image or a
 * style in them asks like that, and a theme may bring some.
 * @param inPath the token of the path; undefined where there is none.
 */
export function accessRefusal(
  request: IncomingMessage,
  { changes, inPath }: { readonly changes: boolean; readonly inPath: string | undefined },
  { guard, token }: AccessOptions,
): ControlAnswer | undefined {
  const given = inPath ?? bearerOf(request);
  if (given !== undefined && token?.matches(given) === true) return undefined;
  const isOwn = guard.isOwnPage(request) && given === undefined;
  if (isOwn && (!changes || request.method === 'POST')) return undefined;
  if (!token) return refused('unauthorized', 'Programs are not let in here. Start Overlingo with --remote.');
  return refused(
    'unauthorized',
    'The token is missing or wrong. Send it as "Authorization: Bearer TOKEN", or put it into the path: /api/v1/t/TOKEN/...',
  );
}

function bearerOf({ headers }: IncomingMessage): string | undefined {
  return /^Bearer\s+(\S+)$/iu.exec(headers.authorization ?? '')?.[1];
}
