import type { EngineErrorCode } from '../protocol/error-code.ts';

/** What the process tells its caller. Documented in docs/command-line.md. */
export const EXIT = {
  ok: 0,
  unexpected: 1,
  usage: 2,
  input: 3,
  model: 4,
  server: 5,
  recognizer: 6,
  output: 7,
  obs: 8,
  interrupted: 130,
} as const;

/** The exit code for an error. */
export function exitCodeOf(code: EngineErrorCode): number {
  switch (code) {
    case 'usage':
    case 'config-invalid':
    case 'language-unknown':
    case 'language-unsupported':
    case 'translator-unsupported':
    case 'glossary-invalid':
    case 'output-is-input':
      return EXIT.usage;
    case 'input-missing':
    case 'input-unreadable':
    case 'input-empty':
    case 'input-not-audio':
    case 'input-damaged':
    case 'input-unsupported':
    case 'backend-unavailable':
    case 'device-missing':
    case 'device-lost':
      return EXIT.input;
    case 'model-missing':
    case 'model-damaged':
    case 'model-unsupported':
    case 'download-failed':
      return EXIT.model;
    case 'port-in-use':
    case 'port-forbidden':
    case 'server-failed':
    case 'redis-refused':
    case 'redis-unreachable':
      return EXIT.server;
    case 'recognizer-crashed':
    case 'recognizer-hung':
    case 'recognizer-failed':
    case 'remote-unreachable':
    case 'remote-refused':
    case 'translator-auth':
    case 'translator-bad-answer':
    case 'translator-budget':
    case 'translator-failed':
    case 'translator-quota':
    case 'translator-rate-limited':
    case 'translator-refused':
    case 'translator-timeout':
    case 'translator-unreachable':
      return EXIT.recognizer;
    case 'obs-unreachable':
    case 'obs-password':
    case 'obs-kicked':
    case 'obs-no-browser':
    case 'obs-scene-missing':
    case 'obs-refused':
      return EXIT.obs;
    case 'output-unwritable':
      return EXIT.output;
    case 'queue-overflow':
    case 'files-exhausted':
    case 'internal':
      return EXIT.unexpected;
  }
}
