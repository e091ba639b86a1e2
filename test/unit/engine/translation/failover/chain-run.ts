import { EngineError } from '../../../../../src/engine/errors.ts';
import type { EngineErrorCode } from '../../../../../src/protocol/error-code.ts';
import { FailoverTranslator } from '../../../../../src/engine/translation/failover/failover-translator.ts';
import type { ChainMember } from '../../../../../src/engine/translation/failover/guarded-translator.ts';
import type { TranslationRequest } from '../../../../../src/engine/translation/translator.ts';
import type { StatusNotice } from '../../../../../src/protocol/status.ts';
import { utteranceId } from '../../../../support/caption-builders.ts';
import { ManualClock, settle } from '../../../../../src/testing/manual-clock.ts';
import { ScriptedTranslator } from '../../../../../src/testing/scripted-translator.ts';
import { silentLog } from '../../../../../src/engine/log.ts';

const LIMITS = { firstTextMs: 1000, stallMs: 500, totalMs: 5000 };

/** A request from English into Spanish. */
export function request(text: string, final = true): TranslationRequest {
  const pair = { sourceLanguage: 'en', targetLanguage: 'es' };
  return { utteranceId: utteranceId('a'), text, final, previousText: '', context: [], ...pair };
}

/** A chain of scripted engines, and what it told. */
export class ChainRun {
  readonly clock = new ManualClock();
  readonly notices: StatusNotice[] = [];
  readonly engines: readonly ScriptedTranslator[];
  readonly chain: FailoverTranslator;
  cacheHits = 0;

  constructor(engines: readonly ScriptedTranslator[], members: readonly Partial<ChainMember>[] = []) {
    this.engines = engines;
    this.chain = new FailoverTranslator({
      members: engines.map((translator, index) => ({ translator, limits: LIMITS, ...members[index] })),
      log: silentLog,
      clock: this.clock,
      random: () => 0,
      onNotice: (notice) => this.notices.push(notice),
      onCacheHit: () => (this.cacheHits += 1),
    });
  }

  /** Sends a request. `texts` fills as the answers come. */
  async ask(
    asked: TranslationRequest,
    signal = new AbortController().signal,
  ): Promise<{ readonly texts: readonly string[]; readonly ended: Promise<readonly string[]> }> {
    const texts: string[] = [];
    const ended = (async () => {
      for await (const text of this.chain.translate(asked, { signal })) texts.push(text);
      return texts;
    })();
    ended.catch(() => undefined);
    await settle();
    return { texts, ended };
  }

  fail(engine: number, code: EngineErrorCode, detail: { retryable?: boolean; retryAfterMs?: number } = {}): void {
    this.engines[engine]?.requests.at(-1)?.fail(new EngineError(code, `Engine ${engine} failed.`, detail));
  }
}

/** Engines that wait for the test to answer. */
export function scripted(count: number): ScriptedTranslator[] {
  return Array.from({ length: count }, (_, index) => new ScriptedTranslator({ name: `engine${index}` }));
}
