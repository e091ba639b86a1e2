// The entry `overlingo/testing`: for tests of what strangers add. Needs no test framework.

export type { Contract, ContractCase } from './contract.ts';
export { audioBackendContract } from './audio-backend-contract.ts';
export type { AudioBackendContractOptions } from './audio-backend-contract.ts';
export type { AudioBackendSubject } from './audio-backend-subject.ts';
export { outputContract } from './output-contract.ts';
export type { OutputSubject } from './output-contract.ts';
export { recognizerContract } from './recognizer-contract.ts';
export type { RecognizerContractOptions, SpokenClip } from './recognizer-contract.ts';
export { translatorContract } from './translator-contract.ts';
export type { TranslationSample, TranslatorSubject } from './translator-contract.ts';
export { ManualClock } from './manual-clock.ts';
export type { ManualClockOptions } from './manual-clock.ts';
export { sampleOutput } from './sample-output.ts';
export { scriptedRecognizer } from './scripted-definition.ts';
export { ScriptedRecognizer } from './scripted-recognizer.ts';
export type { RecognizerScript } from './scripted-recognizer.ts';
export { ScriptedStreamingRecognizer } from './scripted-streaming-recognizer.ts';
export { ScriptedTranslator } from './scripted-translator.ts';
export type { ReceivedRequest, ScriptedTranslatorOptions } from './scripted-translator.ts';
