import { mkdirSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { beginBuild, buildNeed, endBuild } from '../../../scripts/build-state.ts';
import { temporaryFolder } from '../../support/audio/audio-support.ts';

const past = new Date('2020-01-01T00:00:00Z');
const later = new Date('2021-01-01T00:00:00Z');

/** A repository whose sources are all of the same time. */
function repository(folder: string): { readonly source: string; readonly dist: string } {
  const [src, dist] = [path.join(folder, 'src'), path.join(folder, 'dist')];
  mkdirSync(src);
  mkdirSync(dist);
  const source = path.join(src, 'cli.ts');
  for (const file of [source, path.join(folder, 'package.json'), path.join(dist, 'cli.js')]) writeFileSync(file, '');
  for (const file of [source, path.join(folder, 'package.json'), src]) utimesSync(file, past, past);
  return { source, dist };
}

it('builds where there is no whole build, and again only where something is newer', () => {
  using folder = temporaryFolder();
  const { source, dist } = repository(folder.path);
  expect(buildNeed(folder.path)).toBe('build');
  endBuild(dist, past);
  expect(buildNeed(folder.path)).toBe('none');
  utimesSync(source, later, later);
  expect(buildNeed(folder.path)).toBe('build');
  endBuild(dist, later);
  expect(buildNeed(folder.path)).toBe('none');
  beginBuild(dist);
  expect(buildNeed(folder.path)).toBe('build');
});

it('uses a whole build that this user may not write, and says where there is none', () => {
  using folder = temporaryFolder();
  const { source, dist } = repository(folder.path);
  const isOurs = (file: string): boolean => !file.startsWith(dist);
  expect(buildNeed(folder.path, isOurs)).toBe('impossible');
  endBuild(dist, past);
  expect(buildNeed(folder.path, isOurs)).toBe('none');
  utimesSync(source, later, later);
  expect(buildNeed(folder.path, isOurs)).toBe('use-old');
});
