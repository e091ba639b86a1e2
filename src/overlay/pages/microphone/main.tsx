import './microphone.css';
import { render } from 'preact';
import { reloadForNewToken } from '../../shared/access-token.ts';
import { MicrophonePage } from './components/microphone-page.tsx';
import { hurry, stop, toggleMuted, watchEngine, watchMicrophones } from './microphone-control.ts';

render(<MicrophonePage />, document.body);
watchMicrophones();
void watchEngine();
reloadForNewToken();

addEventListener('online', hurry);
addEventListener('pagehide', stop);
document.addEventListener('visibilitychange', () => {
  if (document.visibilityState === 'visible') hurry();
});
addEventListener('keydown', ({ key, repeat, target }) => {
  const isTyping = target instanceof HTMLInputElement || target instanceof HTMLSelectElement;
  if (key.toLowerCase() === 'm' && !repeat && !isTyping) toggleMuted();
});
