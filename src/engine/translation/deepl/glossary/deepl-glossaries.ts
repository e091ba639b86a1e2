import { EngineError, toEngineError } from '../../../errors.ts';
import type { Logger } from '../../../log.ts';
import type { Clock } from '../../../pipeline/clock.ts';
import type { TermSource } from '../../term-source.ts';
import type { DeepLConnection } from '../deepl-connection.ts';
import type { DeepLPair } from '../text-options.ts';
import { glossaryEntries, glossaryName, glossaryNamePrefix, type GlossaryEntryMap } from './glossary-entries.ts';
import { openGlossaryStore, type GlossaryStore, type StoredGlossary } from './glossary-store.ts';

/** A pair as the user's terms and as DeepL name it. */
export interface GlossaryPair extends DeepLPair {
  readonly sourceTag: string;
  readonly targetTag: string;
}

/** What glossaries need. */
export interface GlossaryContext {
  readonly terms: TermSource;
  readonly connection: DeepLConnection;
  readonly clock: Clock;
  readonly log: Logger;
  /** Told once where a glossary cannot be made; translation goes on without it. */
  readonly onNotice: (notice: EngineError) => void;
  /** Told when requests carry other terms than before. */
  readonly onTermsInUse: () => void;
}

/** The glossary of one pair. */
interface PairState {
  /** The revision of the terms that was looked at last. */
  revision: number | undefined;
  /** The name of the glossary that these terms need; empty where there are no terms. */
  wanted: string;
  /** What requests carry: the wanted glossary, or the one before it while that one is made. */
  glossary: StoredGlossary | undefined;
  working: Promise<void> | undefined;
  /** A failed attempt is not repeated before; `Infinity`: not with these terms. */
  notBeforeMs: number;
  told: boolean;
}

/** A whole attempt, with all its requests. */
const ATTEMPT_MS = 30_000;
const RETRY_MS = 60_000;
/** Only older servers let one wait for a glossary, and then for seconds. */
const READY_POLL_MS = 1000;

/**
 * Keeps a glossary at DeepL for each pair, with the user's terms. Glossaries are looked for, made and deleted in the
 * background, from the first request for a pair on, and once more when the terms have changed.
 */
export class DeepLGlossaries {
  readonly #context: GlossaryContext;
  readonly #states = new Map<string, PairState>();
  readonly #closing = new AbortController();

  constructor(context: GlossaryContext) {
    this.#context = context;
  }

  /** The glossary that a request can carry now. Never waits. */
  idFor(pair: GlossaryPair): string | undefined {
    const state = this.#stateOf(pair);
    if (state.working === undefined) this.#follow(pair, state);
    return state.glossary?.id;
  }

  /** A request that carried `id` was refused: the glossary is gone, or does not fit. Nothing carries it any more. */
  refused(pair: GlossaryPair, id: string, reason: EngineError): void {
    const state = this.#stateOf(pair);
    if (state.glossary?.id !== id) return;
    state.glossary = undefined;
    this.#fail(pair, state, reason);
  }

  async close(): Promise<void> {
    this.#closing.abort();
    for (const { working } of this.#states.values()) await working;
  }

  #stateOf({ source, target }: GlossaryPair): PairState {
    const key = `${source}>${target}`;
    const known = this.#states.get(key);
    if (known) return known;
    const state: PairState = {
      revision: undefined,
      wanted: '',
      glossary: undefined,
      working: undefined,
      notBeforeMs: 0,
      told: false,
    };
    this.#states.set(key, state);
    return state;
  }

  /** Starts what is to be done so that the glossary has the terms of now. */
  #follow(pair: GlossaryPair, state: PairState): void {
    const { terms, clock } = this.#context;
    const { revision } = terms;
    if (state.revision === revision && (state.glossary?.name ?? '') === state.wanted) return;
    if (state.revision === revision && clock.nowMs() < state.notBeforeMs) return;
    const entries = glossaryEntries(terms.termsFor(pair.sourceTag, pair.targetTag));
    const wanted = Object.keys(entries).length === 0 ? '' : glossaryName(pair, entries);
    state.revision = revision;
    state.wanted = wanted;
    if ((state.glossary?.name ?? '') === wanted || this.#closing.signal.aborted) return;
    if (wanted === '') state.glossary = undefined;
    state.working = this.#attempt(pair, state, entries).finally(() => (state.working = undefined));
  }

  async #attempt(pair: GlossaryPair, state: PairState, entries: GlossaryEntryMap): Promise<void> {
    const limit = AbortSignal.timeout(ATTEMPT_MS);
    const signal = AbortSignal.any([this.#closing.signal, limit]);
    try {
      const { store, glossaries } = await openGlossaryStore(this.#context.connection, signal);
      if (state.wanted !== '') {
        const found = glossaries.find(({ name }) => name === state.wanted);
        const chosen = found ?? (await store.create(state.wanted, pair, entries, signal));
        state.glossary = await this.#whenReady(store, chosen, signal);
        state.told = false;
        this.#context.onTermsInUse();
      }
      const ours = glossaries.filter(({ name }) => name.startsWith(glossaryNamePrefix(pair)));
      for (const old of ours) if (old.id !== state.glossary?.id) await store.remove(old.id, signal);
    } catch (error) {
      if (!this.#closing.signal.aborted) this.#fail(pair, state, limit.aborted ? tooSlow() : toEngineError(error));
    }
  }

  async #whenReady(store: GlossaryStore, glossary: StoredGlossary, signal: AbortSignal): Promise<StoredGlossary> {
    let current = glossary;
    while (!current.ready) {
      await this.#context.clock.sleep(READY_POLL_MS, signal);
      const glossaries = await store.list(signal);
      current = glossaries.find(({ id }) => id === glossary.id) ?? current;
    }
    return current;
  }

  #fail({ source, target }: GlossaryPair, state: PairState, reason: EngineError): void {
    const { clock, log, onNotice } = this.#context;
    const waitMs = reason.retryable ? Math.max(RETRY_MS, reason.retryAfterMs ?? 0) : Infinity;
    state.notBeforeMs = clock.nowMs() + waitMs;
    log.debug('A glossary could not be kept at DeepL.', { source, target, code: reason.code, reason: reason.message });
    // The glossary is in place: an older one could not be deleted, which harms no translation.
    if (state.glossary?.name === state.wanted) return;
    // The one before it has terms that the user has changed.
    state.glossary = undefined;
    if (state.told) return;
    state.told = true;
    const message = `Translations from ${source} into ${target} go on without your glossary: ${reason.message}`;
    const { code, retryable } = reason;
    const hint =
      code === 'translator-quota' ? 'Delete glossaries from your DeepL account: it holds no more.' : reason.hint;
    onNotice(new EngineError(code, message, { stage: 'translation', retryable, hint }));
  }
}

function tooSlow(): EngineError {
  return new EngineError('translator-timeout', `DeepL needed more than ${ATTEMPT_MS / 1000} s for it.`, {
    stage: 'translation',
    retryable: true,
  });
}
