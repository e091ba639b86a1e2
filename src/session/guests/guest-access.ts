import { foreignMessage } from '../../engine/errors.ts';
import path from 'node:path';
import { z } from 'zod';
import { notice } from '../../engine/pipeline/notice.ts';
import { AccessToken } from '../../engine/server/access-token.ts';
import { certificateFlaw } from '../../engine/server/certificate-flaw.ts';
import { createSelfSignedCertificate, type Certificate } from '../../engine/server/self-signed.ts';
import type { StatusNotice } from '../../protocol/status.ts';
import { readPrivateFile, writePrivateFile } from './private-file.ts';

const FILE_NAME = 'guest-access.json';

const savedAccess = z.object({
  token: z.string().regex(/^[\w-]{32,}$/u),
  /** Addresses and names in the certificate. */
  hosts: z.array(z.string()),
  certificate: z.object({ cert: z.string(), key: z.string() }),
});

type SavedAccess = z.infer<typeof savedAccess>;

/** What lets other devices and programs in. The same from start to start, so that a guest is asked once. */
export interface GuestAccess {
  readonly token: AccessToken;
  readonly certificate: Certificate;
  /** What the streamer should know of it. */
  readonly notices: readonly StatusNotice[];
}

interface GuestAccessOptions {
  /** Folder of the file in which it is kept. */
  readonly folder: string;
  /** Addresses and names of this machine. */
  readonly hosts: readonly string[];
  /** True where whoever came in until now is to stay out. */
  readonly newToken: boolean;
  /** Milliseconds since 1970. */
  readonly nowMs: number;
}

/**
 * Reads the token and the certificate, makes anew what is missing or of no use, and keeps both.
 * @throws EngineError `server-failed` where the file cannot be read, or is open to others and stays so.
 */
export async function openGuestAccess({ folder, hosts, newToken, nowMs }: GuestAccessOptions): Promise<GuestAccess> {
  const file = path.join(folder, FILE_NAME);
  const found = await readPrivateFile(file);
  const kept = found && parseAccess(found.text);
  const flaw = kept && flawOf(kept, hosts, nowMs);
  const access: SavedAccess = {
    token: kept && !newToken ? kept.token : new AccessToken().value,
    ...(kept && flaw === undefined
      ? { hosts: kept.hosts, certificate: kept.certificate }
      : { hosts: [...hosts], certificate: createSelfSignedCertificate(hosts, nowMs) }),
  };
  const isSame = kept !== undefined && !newToken && flaw === undefined;
  const saveProblem = isSame ? undefined : await save(file, access);
  return {
    token: new AccessToken(access.token),
    certificate: access.certificate,
    notices: [
      ...(found?.wasOpen ? [wasOpenNotice(file)] : []),
      ...(found && !kept ? [damagedNotice(file)] : []),
      ...(kept && newToken ? [newTokenNotice()] : []),
      ...(flaw === undefined ? [] : [newCertificateNotice(flaw)]),
      ...(saveProblem === undefined ? [] : [unsavedNotice(file, saveProblem)]),
    ],
  };
}

function parseAccess(text: string): SavedAccess | undefined {
  try {
    return savedAccess.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

/** Why the kept certificate cannot be used, as the end of a sentence. */
function flawOf({ hosts, certificate }: SavedAccess, wanted: readonly string[], nowMs: number): string | undefined {
  switch (certificateFlaw(certificate, nowMs)) {
    case 'damaged':
      return 'the former one was damaged';
    case 'expired':
      return 'the former one has expired';
    case undefined:
      return wanted.every((host) => hosts.includes(host)) ? undefined : 'this PC has other addresses or names now';
  }
}

/** Gives back why it could not be kept: a stream must not fail for that. */
async function save(file: string, access: SavedAccess): Promise<string | undefined> {
  try {
    await writePrivateFile(file, `${JSON.stringify(access, undefined, 2)}\n`);
    return undefined;
  } catch (error) {
    return foreignMessage(error);
  }
}

const wasOpenNotice = (file: string): StatusNotice =>
  notice('server', {
    level: 'warning',
    code: 'token-was-readable',
    message: `Other users of this PC could read the token in ${file}. Only you can now.`,
    hint: 'If others use this PC, start once with --new-token.',
  });

const damagedNotice = (file: string): StatusNotice =>
  notice('server', {
    level: 'warning',
    code: 'token-renewed',
    message: `The file ${file} was damaged, so the token and the certificate are new.`,
    hint: 'Give other devices and programs the new address.',
  });

const newTokenNotice = (): StatusNotice =>
  notice('server', {
    level: 'info',
    code: 'token-renewed',
    message: 'The former token is no longer valid.',
    hint: 'Give other devices and programs the new address.',
  });

const newCertificateNotice = (reason: string): StatusNotice =>
  notice('server', {
    level: 'info',
    code: 'certificate-renewed',
    message: `The certificate for other devices is a new one, since ${reason}. Their browsers ask once more.`,
  });

const unsavedNotice = (file: string, reason: string): StatusNotice =>
  notice('server', {
    level: 'warning',
    code: 'token-not-kept',
    message: `The token and the certificate cannot be kept in ${file}: ${reason}. The next start makes new ones.`,
  });
