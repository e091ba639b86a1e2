import type { JSX } from 'preact';
import type { AudienceAbout } from '../../../../protocol/audience-contract.ts';
import { about, connection } from '../watch-model.ts';
import type { WatchConnectionState } from '../watch-socket.ts';

/** One sentence where captions do not come. The place is always there, so that a screen reader hears of a change. */
export function StateNote(): JSX.Element {
  const sentence = stateSentence(connection.value, about.value);
  return (
    <p class="note" role="status" hidden={sentence === ''}>
      {sentence}
    </p>
  );
}

function stateSentence(state: WatchConnectionState, known: AudienceAbout | undefined): string {
  switch (state) {
    case 'connecting':
      return 'Connecting …';
    case 'lost':
      return 'No connection. Trying again …';
    case 'outdated':
      return 'This page is out of date. Reload it.';
    case 'connected':
      if (known?.live === false) return 'No captions at the moment.';
      return known?.hidden === true ? 'The streamer has hidden the captions.' : '';
  }
}
