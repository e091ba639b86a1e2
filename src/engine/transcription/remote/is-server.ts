/** True where a model is the address of a transcription server. */
export function isServer(model: unknown): boolean {
  return typeof model === 'string' && /^https?:\/\//u.test(model);
}
