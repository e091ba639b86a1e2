import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    globalSetup: ['test/support/build-once.ts'],
    include: ['test/**/*.test.{ts,tsx}'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
    // Real browsers and sound servers lose a race now and then on a busy machine; a defect loses it every time.
    retry: process.env['CI'] ? 2 : 0,
    reporters: process.env['CI'] ? ['verbose'] : ['default'],
  },
});
