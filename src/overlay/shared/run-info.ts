import { RUN_INFO_PATH, type RunInfo } from '../../protocol/run-info.ts';

/** How long the engine may take to answer, in milliseconds. */
const ANSWER_WITHIN_MS = 2000;

/** What this run has. Undefined where nobody answers. */
export async function askRunInfo(): Promise<RunInfo | undefined> {
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(), ANSWER_WITHIN_MS);
  try {
    const answer = await fetch(RUN_INFO_PATH, { signal: late.signal });
    return answer.ok ? ((await answer.json()) as RunInfo) : undefined;
  } catch {
    return undefined;
  } finally {
    clearTimeout(timer);
  }
}
