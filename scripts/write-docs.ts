import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { configSchema } from '../src/config/schema.ts';
import { withTables } from './settings-tables.ts';

// Writes the part of docs/configuration.md that is made from the settings. A test checks that it is current.

const page = path.join(import.meta.dirname, '..', 'docs', 'configuration.md');

await writeFile(page, withTables(await readFile(page, 'utf8'), configSchema));
