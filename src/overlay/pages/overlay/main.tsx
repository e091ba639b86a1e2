import './overlay.css';
import { reloadForNewToken, takeToken } from '../../shared/access-token.ts';
import { connectCaptions, type CaptionConnection } from '../../shared/caption-socket.ts';
import { askRunInfo } from '../../shared/run-info.ts';
import { openOverlayPage } from './overlay-page.tsx';
import { previewSnapshot } from './preview-snapshot.ts';

let connection: CaptionConnection | undefined;
let page = openOverlayPage(location.search, (receipt) => connection?.sendDelivered(receipt));

let isNewConnection = true;

if (page.options.preview) {
  void showPreview();
} else {
  connection = connectCaptions(takeToken(), {
    onSnapshot: (snapshot) => {
      const before = page;
      page = before.withDefaults(snapshot.overlay ?? {}, snapshot);
      page.model.setConnection('connected');
      if (page === before && isNewConnection) page.model.restore(snapshot);
      else if (page === before) page.model.update(snapshot);
      isNewConnection = false;
    },
    onCaption: (event) => page.model.receive(event),
    onStatus: (status) => page.model.receiveStatus(status),
    onConnection: (state) => {
      if (state !== 'connected') isNewConnection = true;
      page.model.setConnection(state);
    },
  });
  reloadForNewToken();
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') page.model.seenAgain();
  });
}

/** The preview looks as captions will, so it needs to know how the run is set up. It is no viewer, and asks once. */
async function showPreview(): Promise<void> {
  const { overlay = {}, targetLanguages = [] } = (await askRunInfo()) ?? {};
  page = page.withDefaults(overlay);
  page.model.restore(previewSnapshot(page.options.language, targetLanguages));
  page.model.setConnection('connected');
}
