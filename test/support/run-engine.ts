import { Engine } from '../../src/engine/engine.ts';
import type { EngineConfig } from '../../src/engine/engine-config.ts';
import type { SourceConfig } from '../../src/engine/pipeline/source.ts';
import { speechSettings } from '../../src/engine/speech/settings.ts';
import { recognizerSection } from '../../src/engine/transcription/settings.ts';
import { vocabularySettings } from '../../src/engine/vocabulary/settings.ts';
import type { CaptionEvent } from '../../src/protocol/caption-event.ts';
import type { EngineStatus, StatusNotice } from '../../src/protocol/status.ts';
import { runtimeFiles } from './files.ts';
import { listenerOutput } from './listener-output.ts';
import { silentLog } from '../../src/engine/log.ts';
import { translationBy } from './translation-config.ts';

/** Everything that one run told. */
export interface EngineRun {
  readonly events: readonly CaptionEvent[];
  readonly notices: readonly StatusNotice[];
  readonly status: EngineStatus;
}

type EngineDependencies = ConstructorParameters<typeof Engine>[1];

interface RunOptions extends Pick<EngineDependencies, 'hasViewers' | 'translators' | 'recognizers'> {
  readonly config?: Partial<EngineConfig>;
  /** Called with every event as it comes. */
  readonly onEvent?: (event: CaptionEvent, engine: Engine) => void;
}

/** A configuration with the bundled model and nothing special. */
export function demoConfig(sources: readonly SourceConfig[], config: Partial<EngineConfig> = {}): EngineConfig {
  return {
    sources,
    recognizer: recognizerSection().parse({}),
    speech: speechSettings.parse({}),
    partials: true,
    translation: translationBy(['local']),
    vocabulary: vocabularySettings.parse({}),
    ...config,
  };
}

/** Runs the engine with the bundled model to the end of its sources. */
export async function runEngine(sources: readonly SourceConfig[], options: RunOptions = {}): Promise<EngineRun> {
  const { config, onEvent, ...others } = options;
  const events: CaptionEvent[] = [];
  const notices: StatusNotice[] = [];
  const told = listenerOutput((output) => {
    if (output.type === 'status-notice') notices.push(output);
    else {
      events.push(output);
      onEvent?.(output, engine);
    }
  });
  const dependencies = { files: runtimeFiles, log: silentLog, outputs: [told], ...others };
  const engine = new Engine(demoConfig(sources, config), dependencies);
  try {
    await engine.start();
    await engine.run();
    const status = engine.currentStatus();
    // Outputs get the last events at the close.
    await engine.close();
    return { events, notices, status };
  } finally {
    await engine.close();
  }
}

/** The texts of the final transcripts, in order. */
export function finalTexts(events: readonly CaptionEvent[]): string[] {
  return events.flatMap((event) => (event.type === 'transcript-final' ? [event.text] : []));
}
