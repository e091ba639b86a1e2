import type { Config } from '../config/schema.ts';
import type { Environment } from '../engine/environment.ts';
import type { Logger } from '../engine/log.ts';
import { systemClock } from '../engine/pipeline/clock.ts';
import type { Output } from '../engine/pipeline/output.ts';
import type { RuntimeFiles } from '../engine/runtime-files.ts';
import { openAudienceDoor, type AudienceDoor } from '../engine/server/audience/audience-door.ts';
import { AudienceFeed, type AudienceState } from '../engine/server/audience/audience-feed.ts';
import { audienceOutput } from '../engine/server/audience/audience-output.ts';
import { watchCode } from '../engine/server/audience/watch-code.ts';
import type { PageFile } from '../engine/server/page-files.ts';
import type { RelayLink } from '../engine/server/audience/relay/relay-link.ts';
import { movedNotice } from '../engine/server/moved-notices.ts';
import { AUDIENCE_CODE_PATH } from '../protocol/audience-contract.ts';
import type { UtteranceId } from '../protocol/caption-event.ts';
import type { Counters } from '../protocol/counter-name.ts';
import type { StatusNotice } from '../protocol/status.ts';

interface AudienceTools {
  readonly files: RuntimeFiles;
  readonly environment: Environment;
  readonly log: Logger;
  /** What viewers are told of, asked for at each event. */
  readonly state: () => AudienceState;
  /** Whether somebody has taken a caption off the pages. */
  readonly isTakenAway: (id: UtteranceId) => boolean;
  readonly notify: (notice: StatusNotice) => void;
}

/** Viewers of a session, at a door of this PC, behind relays, or both. It outlives engines. */
export interface Audience {
  /** Addresses of the page for viewers at the door of this PC, best first. */
  readonly urls: readonly string[];
  /** For pages of this PC: the code that leads a phone to the best address. */
  readonly localFiles: ReadonlyMap<string, PageFile>;
  /** What the streamer should know of it. */
  readonly notices: readonly StatusNotice[];
  readonly counters: Pick<Counters, 'audience-viewers' | 'audience-refused'>;
  /** Whether anybody may be reading. Who reads behind relays is not known here. */
  readonly hasViewers: boolean;
  readonly output: Output;
  /** Looks at the state anew. */
  refresh(): void;
  close(): Promise<void>;
}

/**
 * Lets viewers in, as the settings say; undefined where they say nothing of it.
 * @throws EngineError `port-in-use`, `port-forbidden` or `server-failed` where the door cannot be opened.
 */
export async function openAudience({ server }: Config, tools: AudienceTools): Promise<Audience | undefined> {
  if (!server.audience && server.redis === undefined) return undefined;
  const door = server.audience ? await openDoor(server, tools) : undefined;
  const relays = server.redis === undefined ? undefined : await openRelays(server, tools);
  const sinks = [...(door ? [door.hall] : []), ...(relays ? [relays] : [])];
  const feed = new AudienceFeed({ state: tools.state, sinks, clock: systemClock, startedAtMs: Date.now() });
  const urls = door?.urls ?? [];
  return {
    urls,
    localFiles: new Map(urls.slice(0, 1).map((url) => [AUDIENCE_CODE_PATH, watchCode(url)])),
    notices: door ? movedNotice({ wanted: server.audiencePort, ...door }, savedAddresses(server.audiencePort)) : [],
    get counters() {
      return door ? { 'audience-viewers': door.hall.viewers, 'audience-refused': door.refused } : {};
    },
    get hasViewers() {
      return relays !== undefined || (door?.hall.viewers ?? 0) > 0;
    },
    output: audienceOutput(feed, tools.isTakenAway),
    refresh: () => void feed.refresh(),
    async close() {
      feed.close();
      await Promise.all([door?.close(), relays?.close()]);
    },
  };
}

function openDoor(server: Config['server'], { files, log }: AudienceTools): Promise<AudienceDoor> {
  return openAudienceDoor({
    port: server.audiencePort,
    exactPort: false,
    address: server.audienceAddress,
    hosts: server.audienceHosts,
    proxies: server.audienceProxies,
    limit: server.audienceLimit,
    pagesFolder: files.pages,
    assetsFolder: files.assets,
    clock: systemClock,
    log,
  });
}

/** On demand: without relays nobody waits for the client of Redis. */
async function openRelays(
  { redis = '', redisPasswordVariable }: Config['server'],
  { environment, log, notify }: AudienceTools,
): Promise<RelayLink> {
  const { openRelayLink } = await import('../engine/server/audience/relay/relay-link.ts');
  return openRelayLink({ url: redis, password: environment[redisPasswordVariable], clock: systemClock, log, notify });
}

function savedAddresses(port: number): string {
  return `Addresses with port ${port} that viewers have saved, and tunnels to it, do not lead here`;
}
