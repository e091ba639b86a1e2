import { EngineError } from '../engine/errors.ts';
import { installedAlready, installModel } from '../engine/models/install-model.ts';
import { DEFAULT_MIRROR, parseMirror, type Mirror } from '../engine/models/mirror.ts';
import type { ModelEntry } from '../engine/models/model-entry.ts';
import type { ModelManifest } from '../engine/models/model-manifest.ts';
import { nearModel } from '../engine/models/near-model.ts';
import { hasChecksums, openCatalogue, refreshCatalogue } from '../engine/models/open-catalogue.ts';
import { atMirror, type SpeechModel } from '../engine/models/speech-catalogue.ts';
import type { CataloguePair } from '../engine/models/translation-catalogue.ts';
import { translationEntry } from '../engine/models/translation-entry.ts';
import type { RuntimeFiles } from '../engine/runtime-files.ts';
import { agreeToLicence } from './licence-question.ts';
import { showProgress } from './models-progress.ts';
import type { ModelsGetOptions } from './own-options.ts';
import { printLine } from './print.ts';
import type { CommandContext } from './terminal.ts';
import { usableSpeechModels } from '../engine/run/usable-speech-models.ts';
import { wantedPairs } from './wanted-pairs.ts';

type ModelsContext = CommandContext & { readonly files: RuntimeFiles };

/** What may be a language or a pair of languages. */
const OF_LANGUAGES = /^[a-z]{2,3}(?:-[a-z]{2,4})*$/iu;

/** `overlingo models get`: downloads models, one after the other. */
export async function runModelsGet(
  words: readonly string[],
  settings: ModelsGetOptions,
  context: ModelsContext,
): Promise<void> {
  const { terminal, signal, files } = context;
  const speech = await usableSpeechModels(files);
  const wanted = speech.filter(({ id }) => words.includes(id));
  const others = words.filter((word) => !wanted.some(({ id }) => id === word));
  for (const word of others) if (!OF_LANGUAGES.test(word)) throw unknownModel(word, speech);
  if (settings.refresh && others.length === 0) {
    throw new EngineError('usage', '--refresh has no effect: the list of speech models comes with the program.', {
      hint: 'Leave out --refresh.',
    });
  }
  const pairs = others.length === 0 ? [] : await translationEntries(others, settings, context);
  for (const model of wanted) await agreeToLicence(model, settings.yes, terminal, signal);
  const models: readonly SpeechModel[] =
    settings.mirror === undefined ? wanted : wanted.map(fromMirror(settings.mirror));
  for (const model of models) {
    await get(model, files.speechModels, context);
    printLine(terminal.stdout, `Use it with --model ${model.id}`);
  }
  for (const pair of pairs) await get(pair, files.translationModels, context);
}

function fromMirror(text: string): (model: SpeechModel) => SpeechModel {
  parseMirror(text);
  return (model) => atMirror(model, text);
}

async function get(entry: ModelEntry, folder: string, { terminal: { stdout }, signal }: ModelsContext): Promise<void> {
  if (await installedAlready(entry, folder)) {
    printLine(stdout, `${entry.id} is already installed in ${folder}`);
    return;
  }
  const progress = showProgress(stdout, entry);
  const manifest = await installModel(entry, { folder, signal, onProgress: progress.show }).finally(progress.end);
  printLine(stdout, `${entry.id} is installed in ${folder}${CHECKED[manifest.checkedBy]}`);
}

const CHECKED: Readonly<Record<ModelManifest['checkedBy'], string>> = {
  list: '',
  server: ' (checked by the SHA-256 that the server told)',
  length: ' (only its length was checked: no checksum is known)',
};

async function translationEntries(
  words: readonly string[],
  settings: ModelsGetOptions,
  { terminal: { stdout }, signal, files }: ModelsContext,
): Promise<readonly ModelEntry[]> {
  const mirror: Mirror = parseMirror(settings.mirror ?? DEFAULT_MIRROR);
  const folders = { assets: files.assets, folder: files.translationModels };
  let available = settings.refresh ? [] : await openCatalogue(mirror, folders);
  if (available.length === 0 || !choose(words, available).every(hasChecksums)) {
    printLine(stdout, `Reading the list of ${mirror.address}`);
    available = await refreshCatalogue(mirror, folders, signal);
  }
  return choose(words, available).map((pair) => translationEntry(pair, mirror));
}

function choose(words: readonly string[], available: readonly CataloguePair[]): readonly CataloguePair[] {
  const names = wantedPairs(
    words,
    available.map(({ pair }) => pair),
  );
  return available.filter(({ pair }) => names.includes(pair));
}

function unknownModel(word: string, speech: readonly SpeechModel[]): EngineError {
  const near = nearModel(
    word,
    speech.map(({ id }) => id),
  );
  return new EngineError('usage', `There is no model "${word}".`, {
    hint: `${near === undefined ? '' : `Did you mean ${near}? `}See overlingo models list.`,
  });
}
