import './demo.css';
import { render } from 'preact';
import { reloadForNewToken } from '../../shared/access-token.ts';
import { connectCaptions } from '../../shared/caption-socket.ts';
import { connection, status, targetLanguages, token } from './demo-model.ts';
import { DemoPage } from './components/demo-page.tsx';

render(<DemoPage />, document.body);

connectCaptions(token, {
  onSnapshot: (snapshot) => {
    status.value = snapshot.status;
    targetLanguages.value = snapshot.targetLanguages;
  },
  onStatus: (next) => (status.value = next),
  onConnection: (next) => (connection.value = next),
});
reloadForNewToken();
