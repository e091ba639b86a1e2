import type { z } from 'zod';
import { settingsIn, type Setting } from '../src/config/setting-tree.ts';

/** One table for each section, in Markdown. */
function settingsTables(schema: z.ZodObject): string {
  const settings = settingsIn(schema);
  return Object.entries(schema.shape)
    .map(([section, part]) => {
      const about = (part as z.ZodType).description ?? '';
      const rows = settings.filter(({ path }) => path[0] === section).map(rowOf);
      const head = '| setting | default | option | meaning |\n| --- | --- | --- | --- |';
      return `### ${section}\n\n${sentence(about)}\n\n${head}\n${rows.join('\n')}\n`;
    })
    .join('\n');
}

function rowOf(setting: Setting): string {
  const { path, info, usual } = setting;
  // A section that is one setting holds parts with names of the user's.
  const name = path.slice(1).join('.') || 'NAME';
  const option = info.flag === undefined ? '' : `\`--${info.flag}${info.value === undefined ? '' : ` ${info.value}`}\``;
  const live = info.live === true ? ' ◆' : '';
  return `| \`${name}\`${live} | ${defaultOf(usual)} | ${option} | ${cell(info.description)} |`;
}

function defaultOf(usual: unknown): string {
  if (usual === undefined || usual === '' || isEmptyObject(usual)) return '';
  return `\`${typeof usual === 'string' ? usual : JSON.stringify(usual)}\``;
}

function isEmptyObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replace(/[<>]/gu, (sign) => (sign === '<' ? '&lt;' : '&gt;'));
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

const BEGIN = '<!-- made by npm run docs -->';
const END = '<!-- end -->';

/** The page with its tables made anew. Throws where their place is missing. */
export function withTables(page: string, schema: z.ZodObject): string {
  const from = page.indexOf(BEGIN);
  const to = page.indexOf(END);
  if (from === -1 || to < from) throw new Error('docs/configuration.md has no place for the tables.');
  return `${page.slice(0, from)}${BEGIN}\n\n${settingsTables(schema)}\n${page.slice(to)}`;
}
