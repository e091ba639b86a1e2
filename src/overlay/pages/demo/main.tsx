import './demo.css';
import { render } from 'preact';
import type { ClipStatus } from '../../../protocol/clip-contract.ts';
import { reloadForNewToken } from '../../shared/access-token.ts';
import { connectCaptions } from '../../shared/caption-socket.ts';
import { followClip } from './clip-sound.ts';
import { clip, connection, controlClipBy, status, targetLanguages, token } from './demo-model.ts';
import { DemoPage } from './components/demo-page.tsx';

render(<DemoPage />, document.body);

const takeClip = (next: ClipStatus | undefined): void =>
  void (clip.value = next && { status: next, atMs: performance.now() });

const captions = connectCaptions(token, {
  onSnapshot: (snapshot) => {
    status.value = snapshot.status;
    targetLanguages.value = snapshot.targetLanguages;
    takeClip(snapshot.clip);
  },
  onStatus: (next) => (status.value = next),
  onClip: takeClip,
  onConnection: (next) => (connection.value = next),
});
controlClipBy((action) => captions.controlClip(action));
followClip();
reloadForNewToken();
