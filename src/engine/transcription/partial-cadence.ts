/** A first partial needs so much speech, later ones so much more, in milliseconds: less gives a decoder nothing new to say. */
export const FIRST_PARTIAL_MS = 320;
export const NEW_AUDIO_MS = 200;
