/** One thing that every implementation of a port must do. `run` rejects, with an `AssertionError`, where it does not. */
export interface ContractCase {
  /** A sentence without its subject, such as `says which pairs work`. */
  readonly name: string;
  readonly run: () => Promise<void>;
}

/**
 * What a port demands, as cases for any test framework: give each to `test` or `it`, one after the other, and call `close`
 * when all have run. What they test is opened once, by the first of them.
 */
export interface Contract {
  readonly cases: readonly ContractCase[];
  readonly close: () => Promise<void>;
}

interface ContractParts<Subject> {
  readonly open: () => Promise<Subject>;
  readonly close: (subject: Subject) => Promise<void>;
  /** By the names of the cases. */
  readonly cases: Readonly<Record<string, (subject: Subject) => Promise<void> | void>>;
}

/** Puts a contract together. */
export function contractOf<Subject>({ open, close, cases }: ContractParts<Subject>): Contract {
  let opened: Promise<Subject> | undefined;
  return {
    cases: Object.entries(cases).map(([name, check]) => ({
      name,
      run: async () => {
        await check(await (opened ??= open()));
      },
    })),
    close: async () => {
      // Where it could not be opened, the cases have told so.
      const subject = await opened?.catch(() => undefined);
      if (subject !== undefined) await close(subject);
    },
  };
}
