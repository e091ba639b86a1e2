import { NO_SETTINGS } from '../../settings-section.ts';
import { probeModelFolder } from '../probe-model-folder.ts';
import type { RecognizerDefinition } from '../recognizer-definition.ts';
import { replicate } from '../replicate.ts';
import type { SherpaFiles } from '../sherpa-files.ts';
import { SLOW_MACHINE } from '../slow-machine.ts';
import { filesOf, offlineKind } from './offline-models.ts';

/** What a host loads. */
export interface SherpaOfflineConfig {
  readonly files: SherpaFiles;
  readonly threads: number;
}

/** A model in ONNX that hears a whole sound (Parakeet, SenseVoice, Moonshine and others), run by sherpa-onnx on the CPU. */
export const sherpaOfflineDefinition: RecognizerDefinition<typeof NO_SETTINGS, SherpaOfflineConfig> = {
  name: 'sherpa-offline',
  settings: NO_SETTINGS,
  needs: ['model'],
  slowAdvice: {
    message: SLOW_MACHINE,
    hint: 'Choose a smaller model, or one that streams, or close other programs.',
  },

  plan: (model, { replicas, threads }) => {
    if (model.type !== 'folder') return undefined;
    const { files } = model;
    if (offlineKind(files) === undefined) return undefined;
    return { configs: replicate(replicas, { files, threads }) };
  },

  probe: ({ files }, tools) => probeModelFolder(filesOf(files), 'sherpa-onnx-node', tools),
};
