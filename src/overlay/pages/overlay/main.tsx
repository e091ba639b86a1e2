import './overlay.css';
import { reloadForNewToken, takeToken } from '../../shared/access-token.ts';
import { connectCaptions, type CaptionConnection } from '../../shared/caption-socket.ts';
import { openOverlayPage } from './overlay-page.tsx';
import { previewSnapshot } from './preview-snapshot.ts';

let connection: CaptionConnection | undefined;
let page = openOverlayPage(location.search, (receipt) => connection?.sendDelivered(receipt));

if (page.options.preview) {
  page.model.restore(previewSnapshot(page.options.language));
  page.model.setConnection('connected');
} else {
  connection = connectCaptions(takeToken(), {
    onSnapshot: (snapshot) => {
      page = page.withDefaults(snapshot.overlay ?? {});
      page.model.setConnection('connected');
      page.model.restore(snapshot);
    },
    onCaption: (event) => page.model.receive(event),
    onStatus: (status) => page.model.receiveStatus(status),
    onConnection: (state) => page.model.setConnection(state),
  });
  reloadForNewToken();
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') page.model.seenAgain();
  });
}
