import { keyIn, type Environment } from '../environment.ts';
import { EngineError } from '../errors.ts';
import { shownVariable } from '../key.ts';
import type { ObsPlace } from './close-fault.ts';
import { isThisComputer, obsAddress } from './obs-address.ts';
import { obsFolders, readKeptServer, thisSystem, type KeptServer } from './obs-folder.ts';
import type { ObsSettings } from './settings.ts';

/** Where OBS is, and how to get in. The password stands in no message and no log. */
export interface LocatedObs extends ObsPlace {
  readonly password: string | undefined;
  /** What OBS keeps of its server, where it was read. */
  readonly kept: KeptServer | undefined;
}

/** Finds the password: that of the environment, else, where the user lets it be read, that which OBS keeps. */
export async function locateObs(settings: ObsSettings, environment: Environment): Promise<LocatedObs> {
  const address = obsAddress(settings);
  const variable = shownVariable(settings.passwordVariable);
  const passwordHint = `Put it into ${variable}; OBS shows it in its menu Tools, WebSocket Server Settings, Show Connect Info.`;
  const given = keyIn(environment, settings.passwordVariable);
  const reads = settings.readPassword && isThisComputer(settings.host);
  const kept = reads ? await readKeptServer(obsFolders(thisSystem(environment))) : undefined;
  if (given !== '') return { address, password: given, passwordFrom: `in ${variable}`, passwordHint, kept };
  const passwordFrom = kept?.password === undefined ? undefined : `in its own settings, ${kept.file}`;
  return { address, password: kept?.password, passwordFrom, passwordHint, kept };
}

/** The error with what the settings of OBS tell of its reason. */
export function explained(error: EngineError, { kept, address }: LocatedObs): EngineError {
  if (error.code !== 'obs-unreachable' || kept === undefined) return error;
  const { message, retryable } = error;
  const isElsewhere = kept.port !== undefined && !address.endsWith(`:${kept.port}`);
  if (kept.enabled && !isElsewhere) return error;
  const hint = kept.enabled
    ? `By its settings it listens on port ${kept.port ?? ''}: use --obs-port, or the setting obs.port.`
    : 'By its settings its WebSocket server is off: in OBS, tick Enable WebSocket server in the menu Tools, WebSocket Server Settings.';
  return new EngineError('obs-unreachable', message, { hint, stage: 'obs', retryable, cause: error });
}
