import type { SpokenLanguage } from '../../../protocol/spoken-language.ts';
import type { EngineOutput } from '../../pipeline/output.ts';
import type { SourceConfig, SourceHost, SourceOptions } from '../../pipeline/source.ts';
import { addGuest, guestRefusal } from './add-guest.ts';
import type { GuestRoom } from './guest-room.ts';
import type { GuestSession } from './guest-session.ts';
import type { GuestSound } from './guest-sound.ts';

/** How the guests of a room take part. */
interface Hearing extends Pick<SourceOptions, 'translate'>, Pick<SourceConfig, 'conditioning'> {
  readonly engine: SourceHost;
  /** What is spoken where a guest does not say. */
  readonly spoken: SpokenLanguage;
  /** True where their captions are those of the run. False: only the guest itself gets them, and none once it is gone. */
  readonly shown: boolean;
  /** Whoever wants to tell of guests. */
  readonly watch?: GuestWatch;
}

interface GuestWatch {
  onJoined(session: GuestSession): void;
  /** The engine listens to it no more. */
  onLeft(session: GuestSession): void;
  /** It cannot be listened to, or not any more. */
  onFailed(session: GuestSession, error: unknown): void;
}

/** Makes every guest of a room a source of the engine, for as long as it stays. Gives back what ends that for new ones. */
export function hearGuests<Sound extends GuestSound>(room: GuestRoom<Sound>, hearing: Hearing): () => void {
  return room.subscribe({ onSession: (session) => void hear(session, hearing) });
}

async function hear(session: GuestSession, hearing: Hearing): Promise<void> {
  const { watch } = hearing;
  watch?.onJoined(session);
  try {
    await listen(session, hearing);
    watch?.onLeft(session);
    session.heardOut();
  } catch (error) {
    watch?.onFailed(session, error);
    session.end(guestRefusal(error), error);
  }
}

/** Listens until the guest's sound ends, or the engine stops. */
async function listen(session: GuestSession, { engine, spoken, shown, conditioning, ...more }: Hearing): Promise<void> {
  const { id, name, capture, introduction, ended } = session;
  const translate = introduction?.translate ?? more.translate;
  // The guest is told that it is listened to before anything else.
  const early: EngineOutput[] = [];
  let tell = (output: EngineOutput): void => void early.push(output);
  const guest = {
    id,
    name,
    capture,
    language: introduction?.language,
    ...(conditioning === undefined ? {} : { conditioning }),
  };
  const added = await addGuest(engine, guest, spoken, {
    shown,
    ...(translate === undefined ? {} : { translate }),
    ...(session.reads ? { listener: (output: EngineOutput) => tell(output) } : {}),
  });
  if (!shown) {
    if (ended.aborted) added.remove();
    ended.addEventListener('abort', () => added.remove(), { once: true });
  }
  session.send({ type: 'heard', language: introduction?.language ?? spoken.language, translate });
  tell = (output) => session.send(output);
  for (const output of early) session.send(output);
  await added.done;
}
