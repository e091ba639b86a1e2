import './styles/demo.css';
import { render } from 'preact';
import { connectCaptions } from './caption-socket.ts';
import { connection, status, targetLanguages } from './demo/demo-model.ts';
import { DemoPage } from './demo/demo-page.tsx';

render(<DemoPage />, document.body);

connectCaptions({
  onSnapshot: (snapshot) => {
    status.value = snapshot.status;
    targetLanguages.value = snapshot.targetLanguages;
  },
  onStatus: (next) => (status.value = next),
  onConnection: (next) => (connection.value = next),
});
