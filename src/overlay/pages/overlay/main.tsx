import './overlay.css';
import { render } from 'preact';
import { reloadForNewToken, takeToken } from '../../shared/access-token.ts';
import { createCaptionModel } from '../../shared/captions/caption-model.ts';
import { connectCaptions, type CaptionConnection } from '../../shared/caption-socket.ts';
import { CaptionOverlay } from './components/caption-overlay.tsx';
import { applyPageStyle } from './page-style.ts';
import { previewSnapshot } from './preview-snapshot.ts';
import { parseOverlayOptions } from '../../shared/url-options.ts';

const options = parseOverlayOptions(location.search);
let connection: CaptionConnection | undefined;
const model = createCaptionModel(options.preview ? { ...options, holdMs: Number.POSITIVE_INFINITY } : options, {
  nowMs: () => performance.now(),
  onDelivered: (receipt) => connection?.sendDelivered(receipt),
});

applyPageStyle(options);
render(<CaptionOverlay model={model} options={options} />, document.body);

if (options.preview) {
  model.restore(previewSnapshot(options.language));
  model.setConnection('connected');
} else {
  connection = connectCaptions(takeToken(), {
    onSnapshot: model.restore,
    onCaption: model.receive,
    onStatus: model.receiveStatus,
    onConnection: model.setConnection,
  });
  reloadForNewToken();
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') model.seenAgain();
  });
}
