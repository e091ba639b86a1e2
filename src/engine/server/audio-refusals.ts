import type { AudioRefusal, AudioRefusalCode } from '../../protocol/audio-contract.ts';

const MESSAGES: Readonly<Record<AudioRefusalCode, Omit<AudioRefusal, 'code'>>> = {
  'token-wrong': {
    message: 'This address is not valid, or not valid any more. Ask the streamer for a new one.',
    retry: false,
  },
  'token-revoked': { message: 'The streamer has made this address invalid. Ask for a new one.', retry: false },
  'protocol-unknown': { message: 'This page is of another version than Overlingo. Reload it.', retry: false },
  'hello-malformed': { message: 'Overlingo did not understand this page. Reload it.', retry: false },
  'hello-missing': { message: 'This page did not say who it is. Reload it.', retry: true },
  'frame-malformed': { message: 'This page sent something that is no sound. Reload it.', retry: false },
  'too-fast': { message: 'This page sent more sound than a microphone hears.', retry: true },
  'too-many': { message: 'As many people as possible speak already. This page tries again by itself.', retry: true },
  replaced: { message: 'The same microphone goes on in another window.', retry: false },
  ended: { message: 'The streamer has ended this microphone.', retry: false },
  'language-unsupported': {
    message: "The streamer's speech model does not know this language. Choose another one, and start again.",
    retry: false,
  },
  'engine-closing': { message: 'Overlingo is being closed.', retry: true },
};

/** What the person in front of the page is told. */
export function audioRefusal(code: AudioRefusalCode): AudioRefusal {
  return { code, ...MESSAGES[code] };
}
