import { afterAll, describe, it } from 'vitest';
import type { Contract } from '../../src/testing/contract.ts';

/** Runs the cases of a contract as tests. */
export function describeContract(title: string, { cases, close }: Contract): void {
  describe(title, () => {
    afterAll(close);
    for (const { name, run } of cases) it(name, run);
  });
}
