import type { AudioRefusal } from '../../protocol/audio-contract.ts';
import type { GuestRefusalCode } from '../../protocol/guest-refusal.ts';

const MESSAGES: Readonly<Record<GuestRefusalCode, Omit<AudioRefusal, 'code'>>> = {
  unauthorized: {
    message: 'This address is not valid, or no longer valid. Ask the streamer for a new one.',
    retry: false,
  },
  'token-revoked': { message: 'The streamer has made this address invalid. Ask for a new one.', retry: false },
  'protocol-unknown': { message: 'This page is from another version of Overlingo. Reload it.', retry: false },
  malformed: { message: 'Overlingo did not understand this page. Reload it.', retry: false },
  silent: { message: 'This page did not say who it is. Reload it.', retry: true },
  'too-fast': { message: 'This page sent more sound than a microphone hears.', retry: true },
  'too-large': { message: 'This page sent too much at once. Reload it.', retry: false },
  'too-many': {
    message: 'As many people as can be heard at once are speaking already. This page tries again by itself.',
    retry: true,
  },
  replaced: { message: 'The same microphone goes on in another window.', retry: false },
  ended: { message: 'The streamer has ended this microphone.', retry: false },
  'language-unsupported': {
    message: "The streamer's speech model does not know this language. Choose another one, and start again.",
    retry: false,
  },
  'try-later': { message: 'Overlingo is not ready yet. This page tries again by itself.', retry: true },
  'going-away': { message: 'Overlingo is being closed.', retry: true },
  internal: {
    message: 'Overlingo could not go on with this microphone. Ask the streamer what Overlingo says.',
    retry: false,
  },
};

/** What the person in front of the page is told. */
export function audioRefusal(code: GuestRefusalCode): AudioRefusal {
  return { code, ...MESSAGES[code] };
}
