import type { Config } from '../../config/schema.ts';
import { EngineError } from '../../engine/errors.ts';
import type { AccessToken } from '../../engine/server/access-token.ts';
import { ownAddresses, ownNames, type LanOptions } from '../../engine/server/lan-listener.ts';
import type { SpokenLanguage } from '../../protocol/spoken-language.ts';
import type { StatusNotice } from '../../protocol/status.ts';
import { userFolders } from '../../config/user-folders.ts';
import { openGuestAccess } from './guest-access.ts';

/** Who is let in, besides the pages of this PC. */
export interface Guests {
  /** Browsers that send sound from the microphone page. */
  readonly browsers: boolean;
  /** Programs that send sound over the WebSocket, with the token. */
  readonly programs: boolean;
  /** Programs of this PC that control the run, with the token. */
  readonly remote: boolean;
  /** Other devices of the network, with the token. Nobody where absent. */
  readonly lan?: LanOptions;
  /** A new random one where absent. */
  readonly token?: AccessToken;
  /** What is spoken where a guest does not say. */
  readonly spoken: SpokenLanguage;
}

interface OpenedGuests {
  readonly guests: Guests;
  /** What the streamer should know of it. */
  readonly notices: readonly StatusNotice[];
}

/**
 * Who is let in by these settings. Reads the token and the certificate where anybody needs them.
 * @throws EngineError `usage` where the settings do not go together, `server-failed` where their file is of no use.
 */
export async function openGuests(
  { audio, recognizer, server: { lan, programs, remote, port } }: Config,
  { newToken }: { readonly newToken: boolean },
): Promise<OpenedGuests> {
  const browsers = audio.inputs.some(({ kind }) => kind === 'browser');
  const guests = { browsers, programs, remote, spoken: recognizer.language };
  if (!lan && !programs && !remote) {
    if (!newToken) return { guests, notices: [] };
    throw new EngineError('usage', '--new-token makes a token for other devices and programs, and none are let in.', {
      hint: 'Add --lan, --programs or --remote, or leave --new-token out.',
    });
  }
  const hosts = [...ownAddresses(), ...ownNames()];
  const access = await openGuestAccess({ folder: userFolders().config, hosts, newToken, nowMs: Date.now() });
  const { token, certificate, notices } = access;
  if (!lan) return { guests: { ...guests, token }, notices };
  // Browsers give a page of another device the microphone over TLS only.
  return { guests: { ...guests, token, lan: { port: port === 0 ? 0 : port + 1, tls: certificate } }, notices };
}
