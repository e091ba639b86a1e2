import './dock.css';
import { render } from 'preact';
import { DockPage } from './components/dock-page.tsx';
import { connectControls } from './control-socket.ts';
import { followLines } from './line-feed.ts';
import { pressKey } from './shortcuts.ts';

render(<DockPage />, document.body);
connectControls();
followLines();
addEventListener('keydown', pressKey);
