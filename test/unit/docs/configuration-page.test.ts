import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, it } from 'vitest';
import { withTables } from '../../../scripts/settings-tables.ts';
import { configSchema } from '../../../src/config/schema.ts';

it('the page of the configuration tells of the settings that there are: run npm run docs', async () => {
  const page = await readFile(path.join(import.meta.dirname, '../../../docs/configuration.md'), 'utf8');
  expect(page.length).toBeGreaterThan(5000);
  expect(page).toBe(withTables(page, configSchema));
});
