import type { JSX } from 'preact';
import type { StatusNotice } from '../../protocol/status.ts';

interface NoticeListProps {
  readonly notices: readonly StatusNotice[];
}

/** What the streamer should know, each thing with what can be done about it. */
export function NoticeList({ notices }: NoticeListProps): JSX.Element {
  return (
    <>
      {notices.map(({ code, level, message, hint }) => (
        <p key={`${code} ${message}`} class="notice" data-level={level} data-code={code}>
          {message} {hint}
        </p>
      ))}
    </>
  );
}
