import type { Config } from '../config/schema.ts';
import { API_PATH } from '../protocol/control-contract.ts';
import { englishName } from '../protocol/language/language-names.ts';
import type { Session } from '../session/session.ts';
import { styles } from './print.ts';
import type { Span } from './wrapped-line.ts';

/** So far addresses stand below each other; longer labels push theirs to the right. */
const LABEL_COLUMNS = 17;

/** What the streamer opens, and what guests need: one line for each address. */
export function startAddresses(
  session: Pick<Session, 'url' | 'token' | 'guestUrls' | 'audienceUrls'>,
  { audio, translation, server: { programs, lan, remote } }: Pick<Config, 'audio' | 'translation' | 'server'>,
): Span[][] {
  const { url, token } = session;
  const hearsBrowsers = audio.inputs.some(({ kind }) => kind === 'browser');
  const webSocket = `${url.replace(/^http/u, 'ws')}/stream`;
  const viewers = session.guestUrls('/overlay').map((address) => line('Captions on other devices', address));
  return [
    line('Overlingo', `${url}/`, styles.bold),
    line('Overlay', `${url}/overlay`),
    ...[...new Set(translation.targets)].map((language) =>
      line(`  in ${englishName(language) ?? language}`, `${url}/overlay?lang=${encodeURIComponent(language)}`),
    ),
    line('Preview, looks', `${url}/demo`),
    line('Controls, dock', `${url}/dock`),
    ...(hearsBrowsers ? [line('Microphone page', `${url}/microphone`)] : []),
    ...(lan && viewers.length === 0
      ? [[{ text: 'Other devices cannot come in: this PC is in no network.' }]]
      : viewers),
    ...(hearsBrowsers
      ? session.guestUrls('/microphone').map((address) => line('Microphone on other devices', address))
      : []),
    ...session.audienceUrls.map((address) => line('For viewers', address)),
    ...(remote ? [[...line('Remote control', `${url}${API_PATH}`), { text: `  token ${token}` }]] : []),
    ...(programs ? [[...line('For programs', webSocket), { text: `  token ${token}` }]] : []),
  ];
}

function line(label: string, address: string, look?: Span['look']): Span[] {
  const name = look ? { text: label, look } : { text: label };
  return [
    name,
    { text: ' '.repeat(Math.max(2, LABEL_COLUMNS - label.length)) },
    { text: address, look: styles.underline },
  ];
}
