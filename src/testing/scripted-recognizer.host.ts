import type { OpenRecognizer } from '../engine/transcription/recognizer-module.ts';
import { ScriptedRecognizer, type RecognizerScript } from './scripted-recognizer.ts';

/** What a host process loads of the scripted recogniser. */
export const open: OpenRecognizer<RecognizerScript> = (script) => Promise.resolve(new ScriptedRecognizer(script));
