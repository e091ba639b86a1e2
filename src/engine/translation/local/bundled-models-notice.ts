/** Told where every translation model is a bundled one. */
export const ALL_BUNDLED_NOTICE =
  'The bundled translation models know only about 450 words of English, Spanish, German and French. For real speech get ' +
  'real ones: overlingo models get es-en, for example.';
