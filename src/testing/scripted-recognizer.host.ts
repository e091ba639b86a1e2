import type { OpenRecognizer } from '../engine/transcription/recognizer-module.ts';
import { ScriptedRecognizer, type RecognizerScript } from './scripted-recognizer.ts';
import { ScriptedStreamingRecognizer } from './scripted-streaming-recognizer.ts';

/** What a host process loads of the scripted recogniser. */
export const open: OpenRecognizer<RecognizerScript> = (script) =>
  Promise.resolve(
    script.lookAheadMs === undefined ? new ScriptedRecognizer(script) : new ScriptedStreamingRecognizer(script),
  );
