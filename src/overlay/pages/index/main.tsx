import './index.css';
import { render } from 'preact';
import { askRunInfo } from '../../shared/run-info.ts';
import { IndexPage } from './index-page.tsx';
import { takeAnswer } from './index-model.ts';

/** How often the page looks whether Overlingo still runs, in milliseconds. */
const ASK_EVERY_MS = 3000;

render(<IndexPage />, document.body);
void ask();

async function ask(): Promise<void> {
  takeAnswer(await askRunInfo());
  setTimeout(() => void ask(), ASK_EVERY_MS);
}
