import { msToSamples } from '../../audio/audio-frame.ts';
import { processorName } from '../default-threads.ts';
import { requireModelFiles } from '../model-files.ts';
import { ModelLanguages } from '../model-languages.ts';
import type { BufferRecognizer } from '../recognizer.ts';
import { hotwordsOf } from './hotwords.ts';
import { hasSmallLetters, modelName } from './model-facts.ts';
import type { SherpaOfflineConfig } from './offline-definition.ts';
import { OfflineModelRunner } from './offline-model.ts';
import { filesOf, offlineKind } from './offline-models.ts';
import { OfflineSession } from './offline-session.ts';
import { loadSherpaModule, type SherpaModule } from './sherpa-module.ts';
import { readTokenTable } from './token-table.ts';

/** Loads a model that hears a whole sound. Throws `model-missing`, `model-damaged` or `model-unsupported`. */
export async function loadSherpaOffline(
  { files, threads }: SherpaOfflineConfig,
  library: Pick<SherpaModule, 'OfflineRecognizer'> = loadSherpaModule(),
): Promise<BufferRecognizer> {
  await requireModelFiles(filesOf(files));
  const kind = offlineKind(files);
  if (!kind) throw new Error('The definition plans models of known kinds only.');
  const tokens = await readTokenTable(files);
  const hotwords = kind.hotwords === 'search' ? hotwordsOf(files, tokens) : undefined;
  const languages = new ModelLanguages({
    languages: kind.languages(files),
    supportsLanguageDetect: kind.mustBeTold !== true,
  });
  const runner = new OfflineModelRunner(library, { kind, files, threads, hotwords });
  // Files that do not belong together fail here, and not while someone speaks.
  await runner.hear(new Float32Array(msToSamples(1000)), { task: 'transcribe', prompt: '' });
  const model = { runner, kind, languages, capitalsOnly: !hasSmallLetters(tokens) };
  return {
    info: {
      library: `sherpa-onnx (${kind.name})`,
      device: processorName(threads),
      model: modelName(files.encoder ?? files.model ?? files.encoderAdaptor ?? files.tokens),
      capabilities: {
        partials: true,
        translatesToEnglish: kind.translates === true,
        prompt: kind.hotwords === 'option' || hotwords !== undefined,
        languages: languages.known,
      },
      warnings: languages.warnings,
    },
    open: (options) => new OfflineSession(model, options),
    close: () => Promise.resolve(),
  };
}
