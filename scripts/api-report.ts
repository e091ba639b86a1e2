import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import ts from 'typescript';
import { ENTRIES, rollTypes } from './roll-types.ts';

// Writes the public surface of each entry to docs/api-report, so that a change of it is seen in a review.
// With --check it writes nothing, and fails where a report is not what the sources say.

const folder = path.join(import.meta.dirname, '../docs/api-report');
const titles = { index: 'overlingo', protocol: 'overlingo/protocol', testing: 'overlingo/testing' };

type Entry = keyof typeof ENTRIES;

const entries: readonly Entry[] = ['index', 'protocol', 'testing'];

/** Everything that an entry exports, and what that mentions, in a file by itself. */
async function surfaceOf(entry: Entry): Promise<ts.SourceFile> {
  const code = (await rollTypes({ [entry]: ENTRIES[entry] })).get(`${entry}.d.ts`) ?? '';
  return ts.createSourceFile('entry.d.ts', code, ts.ScriptTarget.Latest);
}

/**
 * One declaration after the other, sorted, without comments. What another entry exports is in that one's report.
 * @param elsewhere names that other entries export.
 */
function reportOf(entry: Entry, source: ts.SourceFile, elsewhere: ReadonlySet<string>): string {
  const printer = ts.createPrinter({ removeComments: true });
  const exported = new Set(exportedNames(source));
  const blocks = source.statements.flatMap((statement) => {
    const name = declaredName(statement);
    if (ts.isExportDeclaration(statement) || (!exported.has(name) && elsewhere.has(name))) return [];
    const text = printer.printNode(ts.EmitHint.Unspecified, statement, source).replace(/^declare /u, '');
    return [{ name, text: exported.has(name) || name === '' ? text : `// not exported\n${text}` }];
  });
  const body = blocks.toSorted((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  return `# Surface of ${titles[entry]}

Written by \`npm run api-report\`.

\`\`\`ts
${body.map(({ text }) => text).join('\n\n')}
\`\`\`
`;
}

function exportedNames({ statements }: ts.SourceFile): readonly string[] {
  return statements.flatMap((statement) => {
    if (!ts.isExportDeclaration(statement)) return [];
    const { exportClause } = statement;
    return exportClause && ts.isNamedExports(exportClause) ? exportClause.elements.map(({ name }) => name.text) : [];
  });
}

/** Empty for imports. */
function declaredName(statement: ts.Statement): string {
  if (ts.isVariableStatement(statement)) {
    return statement.declarationList.declarations.map(({ name }) => (ts.isIdentifier(name) ? name.text : '')).join(' ');
  }
  const { name } = statement as ts.Statement & { readonly name?: ts.Node };
  return name && ts.isIdentifier(name) ? name.text : '';
}

const surfaces = await Promise.all(entries.map(async (entry) => [entry, await surfaceOf(entry)] as const));
await mkdir(folder, { recursive: true });
for (const [entry, source] of surfaces) {
  const others = surfaces.filter(([other]) => other !== entry).flatMap(([, other]) => exportedNames(other));
  const file = path.join(folder, `${titles[entry].replace('/', '-')}.md`);
  const report = reportOf(entry, source, new Set(others));
  const before = await readFile(file, 'utf8').catch(() => '');
  if (before === report) continue;
  if (process.argv.includes('--check')) {
    console.error(`${path.relative(process.cwd(), file)} is not what the sources export. Run: npm run api-report`);
    process.exitCode = 1;
  } else {
    await writeFile(file, report);
  }
}
