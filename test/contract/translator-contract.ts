import { translatorContract, type TranslatorSubject } from '../../src/testing/translator-contract.ts';
import { describeContract } from '../support/describe-contract.ts';

/** What every translator must do; see `Translator`. */
export function describeTranslator(name: string, open: () => Promise<TranslatorSubject>): void {
  describeContract(`${name} as a translator`, translatorContract(open));
}
