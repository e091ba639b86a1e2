import { readdirSync } from 'node:fs';
import path from 'node:path';
import importX from 'eslint-plugin-import-x';
import tseslint from 'typescript-eslint';

/** The folders of the engine that are no area: what all share, and what connects the areas. */
const NO_AREAS = ['pipeline', 'run'];

/** The files of the engine that areas may not import: they are above them. All others are shared. */
const ABOVE_THE_AREAS = ['engine.ts', 'engine-config.ts'];

const foldersOf = (folder) =>
  readdirSync(path.join(import.meta.dirname, folder), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);

const AREAS = foldersOf('src/engine').filter((name) => !NO_AREAS.includes(name));
const PAGES = foldersOf('src/overlay/pages');

const SHARED_FILES = readdirSync(path.join(import.meta.dirname, 'src/engine'), { withFileTypes: true })
  .filter((entry) => entry.isFile() && !ABOVE_THE_AREAS.includes(entry.name))
  .map(({ name }) => name);

/** The entries and what only they bring: for other programs, and for tests. */
const FOR_OTHERS = ['./src/testing', './src/index.ts'];

const OUTSIDE_OF_THE_ENGINE = [
  './src/config',
  './src/session',
  './src/cli',
  './src/cli.ts',
  './src/overlay',
  ...FOR_OTHERS,
];

/** An area of the engine may use the shared parts of the engine, never a sibling. */
const zones = [
  ...AREAS.flatMap((area) => [
    ...AREAS.filter((other) => other !== area && other !== 'audio').map((other) => ({
      target: `./src/engine/${area}`,
      from: `./src/engine/${other}`,
      message: 'An area of the engine may not import a sibling area: src/engine/run connects them.',
    })),
    ...(area === 'audio'
      ? []
      : [
          {
            target: `./src/engine/${area}`,
            from: './src/engine/audio',
            except: ['./audio-frame.ts'],
            message: 'Of src/engine/audio, other areas may import audio-frame.ts only.',
          },
        ]),
    {
      target: `./src/engine/${area}`,
      from: [
        './src/config',
        './src/cli',
        './src/cli.ts',
        './src/overlay',
        ...ABOVE_THE_AREAS.map((name) => `./src/engine/${name}`),
        './src/engine/run',
      ],
      message: 'An area of the engine may import src/protocol and the shared parts of the engine only.',
    },
  ]),
  {
    target: ['pipeline', ...SHARED_FILES].map((name) => `./src/engine/${name}`),
    from: [...AREAS.filter((area) => area !== 'audio'), 'run', ...ABOVE_THE_AREAS].map(
      (name) => `./src/engine/${name}`,
    ),
    message: 'The shared parts of the engine may not import an area.',
  },
  {
    target: './src/protocol',
    from: ['./src/engine', ...OUTSIDE_OF_THE_ENGINE],
    message: 'src/protocol imports nothing.',
  },
  {
    target: './src/overlay',
    from: ['./src/engine', './src/config', './src/session', './src/cli', './src/cli.ts', ...FOR_OTHERS],
    message: 'Pages may import src/protocol only.',
  },
  ...PAGES.map((page) => ({
    target: `./src/overlay/pages/${page}`,
    from: './src/overlay/pages',
    except: [`./${page}`],
    message: 'A page may not import another page: what both need lies in src/overlay/shared.',
  })),
  {
    target: './src/overlay/shared',
    from: './src/overlay/pages',
    message: 'What pages share may not import a page.',
  },
  {
    target: './src/config',
    from: './src/engine/**/*',
    except: [
      '**/engine/{environment,errors,file-lock,nearest-name,setting,settings-section,user-path,write-whole,yaml-nesting}.ts',
      '**/engine/**/{settings,*-settings}.ts',
      // What may be added, each with a part of a section.
      '**/engine/**/{translator,recognizer,backend}-definition.ts',
    ],
    message: 'Of the engine, src/config may import the sections of settings and what is shared only.',
  },
  {
    target: './src/config',
    from: ['./src/session', './src/cli', './src/cli.ts', './src/overlay', ...FOR_OTHERS],
    message: 'src/config knows nobody who uses it.',
  },
  {
    target: './src/engine',
    from: OUTSIDE_OF_THE_ENGINE,
    message: 'The engine never imports the session, the command line, the configuration or the pages.',
  },
  {
    target: './src/session',
    from: ['./src/cli', './src/cli.ts', './src/overlay', ...FOR_OTHERS],
    message: 'A session is there without a command line.',
  },
  {
    target: FOR_OTHERS,
    from: ['./src/cli', './src/cli.ts', './src/overlay'],
    message: 'What other programs import is there without a command line.',
  },
  {
    target: ['./src/cli', './src/cli.ts'],
    from: FOR_OTHERS,
    message: 'The command line imports a thing from where it is.',
  },
  { target: './src', from: ['./test', './bench', './scripts'], message: 'Sources never import tests or scripts.' },
];

/** Tags of languages have deprecated codes, scripts and other names: one module knows them. */
const LANGUAGE_TAGS = 'Take what src/protocol/language offers: it alone takes tags of languages apart.';

const languageTags = [
  `MemberExpression[property.value=0] > CallExpression.object[callee.property.name="split"][arguments.0.raw=/^.\\[?[-_]/]`,
  `VariableDeclarator[id.type="ArrayPattern"] > CallExpression.init[callee.property.name="split"][arguments.0.raw=/^.\\[?[-_]/]`,
  `MemberExpression[object.name="Intl"][property.name=/^(Locale|DisplayNames|getCanonicalLocales)$/]`,
].map((selector) => ({ selector, message: LANGUAGE_TAGS }));

/** The public entries give on what others define. Everywhere else one imports a thing from where it is. */
const PUBLIC_ENTRIES = ['src/index.ts', 'src/protocol/index.ts', 'src/testing/index.ts'];

const barrels = ['ExportNamedDeclaration[source]', 'ExportAllDeclaration'].map((selector) => ({
  selector,
  message: 'Import it from the file that defines it: only the public entries are barrels.',
}));

/** What comes from outside is cleaned on its way to a terminal: by the one file that writes to it. */
const terminals = [
  'CallExpression[callee.property.name="write"][callee.object.name=/^(stdout|stderr)$/]',
  'CallExpression[callee.property.name="write"][callee.object.property.name=/^(stdout|stderr)$/]',
  'ImportDeclaration[source.value="picocolors"]',
].map((selector) => ({
  selector,
  message: 'Write to the terminal by src/cli/print.ts: it alone cleans what is shown.',
}));

/** `translate-stage.ts`, `translate-stage.test.ts`: the same name on systems that do not tell cases apart. */
const KEBAB_CASE = /^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+)+$/u;

const fileNameCase = {
  meta: { type: 'suggestion', schema: [], messages: { kebab: 'The name of a file is in kebab case.' } },
  create: (context) => ({
    Program(node) {
      if (!KEBAB_CASE.test(path.basename(context.filename))) context.report({ node, messageId: 'kebab' });
    },
  }),
};

/** `[].every(…)` is true, so a test that asks for nothing else passes where nothing happened. */
const expectEvery = {
  meta: {
    type: 'problem',
    schema: [],
    messages: { every: 'This passes on an empty list: expectAll of test/support/expect-all.ts does not.' },
  },
  create: (context) => ({
    'CallExpression[callee.name="expect"] CallExpression[callee.property.name="every"]'(node) {
      context.report({ node, messageId: 'every' });
    },
  }),
};

/** One place knows the proxy of the system. */
const outgoing = [
  'CallExpression[callee.name="fetch"]',
  'MemberExpression[object.name="globalThis"][property.name="fetch"]',
  'ImportDeclaration[source.value=/^(?:undici|axios|node:http2|node:tls)$/]',
  'ImportDeclaration[source.value=/^node:https?$/] > ImportSpecifier[imported.name=/^(?:request|get|Agent|globalAgent)$/]',
  'ImportDeclaration[source.value=/^node:(?:https?|net)$/] > :matches(ImportDefaultSpecifier, ImportNamespaceSpecifier)',
  'ImportDeclaration[source.value="node:net"] > ImportSpecifier[imported.name=/^(?:connect|createConnection)$/]',
].map((selector) => ({ selector, message: 'Send requests with src/engine/pipeline/network/outgoing-fetch.ts.' }));

export default tseslint.config(
  { ignores: ['dist/**', 'coverage/**', 'node_modules/**', 'assets/**', 'scripts/training/**'] },
  {
    files: ['**/*.{ts,tsx,js}'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    plugins: { 'import-x': importX, house: { rules: { 'file-name-case': fileNameCase, 'expect-every': expectEvery } } },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    languageOptions: {
      parserOptions: {
        project: ['./tsconfig.json', './tsconfig.overlay.json'],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    settings: {
      'import-x/resolver-next': [importX.createNodeResolver({ extensions: ['.ts', '.tsx', '.js'] })],
      'import-x/parsers': { '@typescript-eslint/parser': ['.ts', '.tsx'] },
    },
    rules: {
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/explicit-module-boundary-types': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': [
        'error',
        { ignoreArrowShorthand: true, ignoreVoidReturningFunctions: true },
      ],
      '@typescript-eslint/prefer-nullish-coalescing': ['error', { ignorePrimitives: { string: true } }],
      '@typescript-eslint/non-nullable-type-assertion-style': 'off',
      'import-x/no-cycle': 'error',
      'import-x/no-restricted-paths': ['error', { basePath: import.meta.dirname, zones }],
      'import-x/no-extraneous-dependencies': 'off',
      'max-params': ['error', 4],
      'no-console': 'error',
      'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
      'max-lines-per-function': ['error', { max: 90, skipBlankLines: true, skipComments: true }],
      'max-depth': ['error', 4],
      eqeqeq: 'error',
      'house/file-name-case': 'error',
    },
  },
  {
    files: ['**/*.{ts,tsx}'],
    ignores: ['src/protocol/language/**'],
    rules: { 'no-restricted-syntax': ['error', ...languageTags, ...barrels] },
  },
  {
    files: ['src/**'],
    rules: { 'no-restricted-syntax': ['error', ...languageTags, ...barrels, ...terminals, ...outgoing] },
  },
  {
    files: ['src/cli/print.ts'],
    rules: { 'no-restricted-syntax': ['error', ...languageTags, ...barrels, ...outgoing] },
  },
  {
    files: ['src/engine/pipeline/network/**', 'src/overlay/**'],
    rules: { 'no-restricted-syntax': ['error', ...languageTags, ...barrels, ...terminals] },
  },
  {
    files: ['src/protocol/language/**'],
    rules: { 'no-restricted-syntax': ['error', ...barrels] },
  },
  { files: PUBLIC_ENTRIES, rules: { 'no-restricted-syntax': ['error', ...languageTags, ...terminals, ...outgoing] } },
  {
    // The life cycle of a run and nothing else: what it is made of lies in src/engine/run.
    files: ['src/engine/engine.ts'],
    rules: { 'max-lines': ['error', { max: 200 }] },
  },
  {
    files: ['src/protocol/**'],
    rules: {
      'no-restricted-imports': ['error', { patterns: [{ regex: '^[^.]', message: 'src/protocol imports nothing.' }] }],
    },
  },
  {
    files: ['src/overlay/**'],
    rules: {
      'no-restricted-imports': ['error', { patterns: [{ group: ['node:*'], message: 'Pages run in a browser.' }] }],
    },
  },
  {
    files: ['scripts/**/*.ts', 'bench/**/*.ts', 'test/**/*.{ts,tsx}', '*.config.*'],
    rules: {
      'no-console': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-misused-spread': 'off',
      // Resources of a test that are only there to be disposed.
      '@typescript-eslint/no-unused-vars': ['error', { varsIgnorePattern: '^_' }],
    },
  },
  {
    // A `describe` is a function too, as long as the list of its cases.
    files: ['test/**/*.{ts,tsx}'],
    rules: { 'max-lines-per-function': 'off', 'house/expect-every': 'error' },
  },
  { files: ['**/*.js'], extends: [tseslint.configs.disableTypeChecked] },
);
