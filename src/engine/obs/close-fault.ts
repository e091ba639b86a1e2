import { EngineError } from '../errors.ts';
import { unreachable } from './unreachable.ts';

/** Where OBS was looked for, and with which password. */
export interface ObsPlace {
  /** Address of its WebSocket server. */
  readonly address: string;
  /** Where the password comes from, as `in the environment variable X`; absent where there is none. */
  readonly passwordFrom?: string | undefined;
  /** How to give the password, as a sentence. */
  readonly passwordHint: string;
}

/** Codes with which OBS ends a connection, beyond those of every WebSocket. */
const CLOSE = { passwordRefused: 4009, versionRefused: 4010, kicked: 4011 } as const;

/** Why OBS ended a connection, as the rest of a sentence, where it is neither of the three above. */
const REASONS: Readonly<Record<number, string>> = {
  1000: 'since its WebSocket server was switched off',
  1001: 'since it was closed, or its WebSocket server was switched off',
  1006: 'without a goodbye',
  4000: 'for a reason that it does not tell',
  4002: 'since it could not read a message',
  4003: 'since a message lacked a field',
  4004: 'since a field of a message had the wrong type',
  4005: 'since a field of a message had a wrong value',
  4006: 'since it does not know a kind of message',
  4007: 'since it was asked before it had let anybody in',
  4008: 'since it had let this program in already',
  4012: 'since it does not support what was asked for',
};

/** What the end of a connection means. Another try may help, but for a wrong password, a wrong version, and a kick. */
export function closeFault(code: number, { address, passwordFrom, passwordHint }: ObsPlace): EngineError {
  switch (code) {
    case CLOSE.passwordRefused: {
      const problem =
        passwordFrom === undefined
          ? `OBS at ${address} asks for a password, and none is known`
          : `OBS at ${address} does not accept the password ${passwordFrom}`;
      return new EngineError('obs-password', `${problem}.`, { hint: passwordHint, stage: 'obs' });
    }
    case CLOSE.versionRefused:
      return new EngineError('obs-refused', `OBS at ${address} does not speak version 1 of its protocol.`, {
        hint: 'Use OBS 28 or newer, and the newest Overlingo.',
        stage: 'obs',
      });
    case CLOSE.kicked:
      return new EngineError('obs-kicked', `Somebody has ended the connection in OBS at ${address}.`, {
        hint: 'Start Overlingo again, or change a setting of obs, to connect again.',
        stage: 'obs',
      });
    default: {
      const reason = REASONS[code] ?? `with the code ${code}`;
      return unreachable(`OBS at ${address} has ended the connection ${reason}.`, 'Start OBS where it does not run.');
    }
  }
}
