import { setupAudio } from '../src/engine/audio/devices/setup-audio.ts';

const abort = new AbortController();
process.once('SIGINT', () => abort.abort());
process.exitCode = await setupAudio({ tell: (line) => console.log(line), signal: abort.signal });
