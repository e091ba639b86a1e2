import { defineConfig } from 'vitest/config';

const BUILD = ['test/support/build-once.ts'];

export default defineConfig({
  test: {
    // For all projects together.
    maxWorkers: 2,
    reporters: process.env['CI'] ? ['verbose'] : ['default'],
    // One project after the other, so that the limits of the small tests hold while no browser runs beside them.
    projects: [
      {
        test: {
          name: 'unit',
          include: ['test/unit/**/*.test.{ts,tsx}'],
          // They take milliseconds: this ends one that hangs, also where many programs run beside it.
          testTimeout: 30_000,
          hookTimeout: 30_000,
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          name: 'integration',
          include: ['test/integration/**/*.test.ts'],
          globalSetup: BUILD,
          testTimeout: 60_000,
          hookTimeout: 60_000,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          globalSetup: BUILD,
          // What is waited for comes within milliseconds, but for a machine that has other things to do.
          expect: { poll: { timeout: 20_000 } },
          testTimeout: 60_000,
          hookTimeout: 60_000,
          // Browsers and sound servers lose a race now and then on a busy machine. Ours is lost in the other projects too.
          retry: process.env['CI'] ? 2 : 0,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
});
