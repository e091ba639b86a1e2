import { z } from 'zod';

/** Address of a server that translates. */
export const webAddress = z.url({
  protocol: /^https?$/u,
  error: 'is not an address such as http://127.0.0.1:11434/v1',
});
