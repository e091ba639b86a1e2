import type { JSX } from 'preact';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { choices, followsNow, isHidden, text, track, unseen } from '../watch-model.ts';
import type { WatchLine } from '../watch-text.ts';
import { languageAttributes } from './language-attributes.ts';

/** Who is so near to the end, in pixels, has not scrolled away from it. */
const NEAR_PX = 40;

/** What was said, the newest below. It stays where a reader has scrolled to, and follows whoever is at its end. */
export function CaptionLog(): JSX.Element {
  const log = useRef<HTMLDivElement>(null);
  const toNow = (): void => {
    const { current } = log;
    if (current) current.scrollTop = current.scrollHeight;
  };
  const onScroll = (): void => {
    const { current } = log;
    if (!current) return;
    followsNow.value = current.scrollHeight - current.scrollTop - current.clientHeight <= NEAR_PX;
    if (followsNow.value) unseen.value = 0;
  };
  // Whatever has changed: a text, the letters, what is hidden.
  const shown = [text.value, choices.value.size, isHidden.value, track.value];
  useLayoutEffect(() => {
    if (followsNow.peek()) toNow();
  }, shown);
  useEffect(() => {
    const { current } = log;
    if (!current) return undefined;
    // Such as a phone that is turned, or a panel that opens.
    const watch = new ResizeObserver(() => {
      if (followsNow.peek()) toNow();
    });
    watch.observe(current);
    return () => watch.disconnect();
  }, []);
  const { lines, partials } = text.value;
  const isEmpty = lines.length === 0 && partials.length === 0;
  return (
    <main data-behind={!followsNow.value}>
      <div ref={log} class="scroll" role="region" tabIndex={0} aria-label="Captions" onScroll={onScroll}>
        <div class="lines">
          {isHidden.value || isEmpty ? (
            <p class="empty">{isHidden.value ? 'They will go on here.' : 'What is said appears here.'}</p>
          ) : null}
          {isHidden.value
            ? null
            : lines.map((line, index) => <Line key={line.key} line={line} before={lines[index - 1]} />)}
          {isHidden.value
            ? null
            : partials.map(({ key, text: words, language, speaker }) => (
                <p key={key} class="line partial" aria-hidden="true" {...languageAttributes(language)}>
                  {speaker === undefined ? null : <b>{speaker}</b>}
                  {words}
                </p>
              ))}
        </div>
      </div>
      <JumpToNow onJump={() => (toNow(), log.current?.focus())} />
    </main>
  );
}

interface LineProps {
  readonly line: WatchLine;
  readonly before: WatchLine | undefined;
}

function Line({ line, before }: LineProps): JSX.Element {
  if ('missing' in line) return <p class="missing">Some captions are missing here.</p>;
  const { text: words, language, speaker } = line;
  const isOther = before === undefined || 'missing' in before || before.speaker !== speaker;
  return (
    <p class="line" {...languageAttributes(language)}>
      {speaker !== undefined && isOther ? <b>{speaker}</b> : null}
      {words}
    </p>
  );
}

function JumpToNow({ onJump }: { readonly onJump: () => void }): JSX.Element | null {
  if (followsNow.value) return null;
  const count = unseen.value;
  return (
    <button type="button" class="jump" onClick={onJump}>
      <svg viewBox="0 0 24 24" aria-hidden="true">
        <path d="M12 5v13m-6-6 6 6 6-6" />
      </svg>
      {count === 0 ? 'Jump to now' : `Jump to now (${count} new)`}
    </button>
  );
}
