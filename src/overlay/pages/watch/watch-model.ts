import { batch, computed, signal } from '@preact/signals';
import type { AudienceAbout, AudienceCatchUp, AudienceLine } from '../../../protocol/audience-contract.ts';
import { readChoices, SIZES, trackFor, writeChoices, type Theme } from './watch-choices.ts';
import { connectWatch, type WatchConnectionState } from './watch-socket.ts';
import { EMPTY_TEXT, takeCatchUp, takeEntry, takePartial } from './watch-text.ts';

/** So many of the newest lines are offered to screen readers. */
const ANNOUNCED = 3;

export const connection = signal<WatchConnectionState>('connecting');
export const about = signal<AudienceAbout | undefined>(undefined);
export const choices = signal(readChoices());
/** The track that is read now. */
export const track = signal('');
export const text = signal(EMPTY_TEXT);
/** What came while it was read, for screen readers: not what was there before. */
export const announced = signal<readonly AudienceLine[]>([]);
/** True where the newest line is in sight, and stays there. */
export const followsNow = signal(true);
/** How many lines came below what is in sight. */
export const unseen = signal(0);

/** Nothing of what was said may be in sight. */
export const isHidden = computed(() => about.value?.hidden === true);

export function chooseTheme(theme: Theme): void {
  choices.value = { ...choices.value, theme };
  writeChoices(choices.value);
}

/** @param step 1 for larger, -1 for smaller. */
export function resize(step: 1 | -1): void {
  const size = Math.min(SIZES.length - 1, Math.max(0, choices.value.size + step));
  choices.value = { ...choices.value, size };
  writeChoices(choices.value);
}

/** Connects. Gives back what a viewer chooses a track with. */
export function followCaptions(): (track: string) => void {
  const server = connectWatch({
    onConnection: (state) => (connection.value = state),
    onAbout(next, isNewConnection) {
      about.value = next;
      if (next.hidden) batch(() => ((text.value = { ...text.value, partials: [] }), (announced.value = [])));
      const wanted = trackFor(choices.value.track, next.tracks, navigator.languages);
      if (isNewConnection || wanted !== track.value) read(wanted);
    },
    onEntry(entry) {
      const before = text.value;
      text.value = takeEntry(before, entry);
      if ('gone' in entry || text.value === before) return;
      announced.value = [...announced.value, entry].slice(-ANNOUNCED);
      if (!followsNow.value) unseen.value += 1;
    },
    onPartial: (partial) => (text.value = takePartial(text.value, partial)),
  });

  function read(wanted: string): void {
    if (wanted !== track.value) {
      track.value = wanted;
      text.value = EMPTY_TEXT;
      announced.value = [];
      unseen.value = 0;
      followsNow.value = true;
    }
    server.choose(wanted, text.value.last, (catchUp: AudienceCatchUp) => {
      const before = text.value.lines.length;
      text.value = takeCatchUp(text.value, catchUp);
      if (!followsNow.value) unseen.value += Math.max(0, text.value.lines.length - before);
    });
  }

  return (wanted) => {
    choices.value = { ...choices.value, track: wanted };
    writeChoices(choices.value);
    if (wanted !== track.value) read(wanted);
  };
}
