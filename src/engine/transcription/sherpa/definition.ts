import { primarySubtag } from '../../../protocol/language/parse-language.ts';
import { NO_SETTINGS } from '../../settings-section.ts';
import { probeModelFolder } from '../probe-model-folder.ts';
import type { RecognizerDefinition } from '../recognizer-definition.ts';
import { replicate } from '../replicate.ts';
import { pathsOf, type SherpaFiles } from '../sherpa-files.ts';
import { SLOW_MACHINE } from '../slow-machine.ts';
import { ONLINE_KINDS, promptLanguages } from './online-models.ts';

/** What a host loads. */
export interface SherpaStreamingConfig {
  readonly files: SherpaFiles;
  readonly threads: number;
  /** Primary subtags; `any` where nobody knows. */
  readonly languages: 'any' | readonly string[];
}

/** A model in ONNX that streams (transducers, CTC, paraformer), run by sherpa-onnx on the CPU. */
export const sherpaStreamingDefinition: RecognizerDefinition<typeof NO_SETTINGS, SherpaStreamingConfig> = {
  name: 'sherpa-streaming',
  settings: NO_SETTINGS,
  needs: ['model'],
  slowAdvice: {
    message: SLOW_MACHINE,
    hint: 'Choose a smaller model, or close other programs.',
  },

  plan: (model, { replicas, threads }) => {
    if (model.type !== 'folder') return undefined;
    const { files } = model;
    if (!ONLINE_KINDS.some(({ fits }) => fits(files))) return undefined;
    const told = promptLanguages(files);
    const languages = told ? [...new Set(told.map((tag) => primarySubtag(tag)))] : 'any';
    return { configs: replicate(replicas, { files, threads, languages }) };
  },

  probe: ({ files }, tools) => probeModelFolder(pathsOf(files), 'sherpa-onnx-node', tools),
};
