import './watch.css';
import { effect } from '@preact/signals';
import { render } from 'preact';
import { WatchPage } from './components/watch-page.tsx';
import { SIZES } from './watch-choices.ts';
import { choices, followCaptions } from './watch-model.ts';

effect(() => {
  const { theme, size } = choices.value;
  const { dataset } = document.documentElement;
  dataset['theme'] = theme;
  dataset['size'] = SIZES[size];
});

render(<WatchPage onTrack={followCaptions()} />, document.body);
