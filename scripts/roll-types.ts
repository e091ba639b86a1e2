import path from 'node:path';
import { rollup } from 'rollup';
import { dts } from 'rollup-plugin-dts';

const root = path.join(import.meta.dirname, '..');

/** The public entries of the package, by the name of their built file. */
export const ENTRIES = {
  index: path.join(root, 'src/index.ts'),
  protocol: path.join(root, 'src/protocol/index.ts'),
  testing: path.join(root, 'src/testing/index.ts'),
} as const;

/**
 * Declaration files that need no other file of ours, by their names. What several entries have in common is in one file of
 * its own, so that a class and a branded type are the same in all of them.
 */
export async function rollTypes(entries: Readonly<Record<string, string>>): Promise<ReadonlyMap<string, string>> {
  const bundle = await rollup({
    input: entries,
    plugins: [dts({ tsconfig: path.join(root, 'tsconfig.json') })],
    external: (id) => !id.startsWith('.') && !path.isAbsolute(id),
    onwarn: (warning) => {
      // Types that an exported one mentions and that nobody has to name.
      if (!warning.message.includes('private shared type exports')) throw new Error(warning.message);
    },
  });
  try {
    const { output } = await bundle.generate({ format: 'es', chunkFileNames: 'types-[hash].d.ts' });
    return new Map(output.flatMap((file) => (file.type === 'chunk' ? [[file.fileName, file.code] as const] : [])));
  } finally {
    await bundle.close();
  }
}
