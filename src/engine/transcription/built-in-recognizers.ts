import { remoteDefinition } from './remote/definition.ts';
import { sherpaStreamingDefinition } from './sherpa/definition.ts';
import { sherpaOfflineDefinition } from './sherpa/offline-definition.ts';
import { transcribeCppDefinition } from './transcribe-cpp/definition.ts';
import { whisperNodeDefinition } from './whisper-node/definition.ts';
import { parakeetDefinition } from './whisper-node/parakeet-definition.ts';
import { whisperOnnxDefinition } from './whisper-onnx/definition.ts';

/** The recognisers that come with the program, by their names. Of those that take a model, the first one gets it. */
export const BUILT_IN_RECOGNIZERS = {
  'whisper-onnx': whisperOnnxDefinition,
  'sherpa-streaming': sherpaStreamingDefinition,
  'sherpa-offline': sherpaOfflineDefinition,
  'whisper-node': whisperNodeDefinition,
  parakeet: parakeetDefinition,
  'transcribe-cpp': transcribeCppDefinition,
  remote: remoteDefinition,
} as const;
