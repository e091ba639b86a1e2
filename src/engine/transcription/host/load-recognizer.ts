import type { Logger } from '../../log.ts';
import type { Recognizer } from '../recognizer.ts';
import type { RecognizerConfig } from '../recognizer-config.ts';

/** Loads the recogniser of a configuration. Each kind is imported only where it is used: their native code is large. */
export async function loadRecognizer(config: RecognizerConfig, log: Logger): Promise<Recognizer> {
  switch (config.kind) {
    case 'whisper-onnx': {
      const { loadWhisperOnnx } = await import('../whisper-onnx/whisper-onnx-recognizer.ts');
      return loadWhisperOnnx(config);
    }
    case 'sherpa-transducer': {
      const { loadSherpaTransducer } = await import('../sherpa/transducer-recognizer.ts');
      return loadSherpaTransducer(config);
    }
    case 'whisper-node': {
      const { loadWhisperNodeRecognizer } = await import('../whisper-node/whisper-node-recognizer.ts');
      return loadWhisperNodeRecognizer(config, log);
    }
    case 'parakeet': {
      const { loadParakeetRecognizer } = await import('../whisper-node/parakeet-recognizer.ts');
      return loadParakeetRecognizer(config, log);
    }
    case 'remote': {
      const { createRemoteRecognizer } = await import('../remote/remote-recognizer.ts');
      return createRemoteRecognizer(config, process.env, log);
    }
  }
}
