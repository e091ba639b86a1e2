import { LONGEST_HOLD_MS, type ControlCommandType } from '../../../protocol/control-contract.ts';

/** A part of the path or of the query of a route. */
export interface ApiParameter {
  readonly name: string;
  readonly in: 'path' | 'query';
  readonly description: string;
  readonly schema: Readonly<Record<string, unknown>>;
  /** Parts of a path always are. */
  readonly required?: boolean;
}

/** What a request says. */
export interface ApiRequest {
  /** Parts of the path by their names. */
  readonly path: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  /** As it was parsed; undefined where the route takes none. */
  readonly body: unknown;
}

interface Route {
  /** Below `API_PATH`, with the names of its parts in braces. */
  readonly path: string;
  /** One sentence. */
  readonly summary: string;
  readonly parameters?: readonly ApiParameter[];
}

/** Changes something. */
export interface CommandRoute extends Route {
  readonly type: ControlCommandType;
  readonly methods: readonly ('GET' | 'POST')[];
  /** JSON Schema of the body; absent where there is none. */
  readonly body?: Readonly<Record<string, unknown>>;
  /** The command of a request, not checked yet. */
  readonly command: (request: ApiRequest) => unknown;
}

/** Changes nothing. */
export interface QuestionRoute extends Route {
  readonly type: 'status' | 'lines' | 'events' | 'openapi';
  readonly methods: readonly ('GET' | 'HEAD')[];
}

export type ApiRoute = CommandRoute | QuestionRoute;

const BOTH = ['GET', 'POST'] as const;
const ASKED = ['GET', 'HEAD'] as const;
const LONGEST_HOLD = LONGEST_HOLD_MS / 1000;

const to: ApiParameter = {
  name: 'to',
  in: 'path',
  description: 'on, off, or the other one than now',
  schema: { type: 'string', enum: ['on', 'off', 'toggle'] },
};

const source: ApiParameter = {
  name: 'source',
  in: 'query',
  description: 'id of one source, as /status tells it; all where absent',
  schema: { type: 'string' },
};

const inPath = (name: string, description: string): ApiParameter => ({
  ...{ name, description },
  in: 'path',
  schema: { type: 'string' },
});

const choice = (name: string, description: string): ApiParameter => ({
  ...{ name, description },
  in: 'query',
  schema: { type: 'string', enum: ['1'] },
});

/** All that programs can ask for: the listener and the description of the API are made of it. */
export const API_ROUTES: readonly ApiRoute[] = [
  {
    ...{ type: 'show', path: '/captions/{to}', methods: BOTH, parameters: [to] },
    summary: 'Shows or hides the captions on the pages. Hidden ones are still made, and kept in transcripts.',
    command: ({ path }) => ({ type: 'show', to: path['to'] }),
  },
  {
    ...{ type: 'listen', path: '/listen/{to}', methods: BOTH, parameters: [to, source] },
    summary: 'Listens, or does not: then nothing is recognised, translated or kept.',
    command: ({ path, query }) => ({ type: 'listen', to: path['to'], ...sourceOf(query) }),
  },
  {
    ...{ type: 'clear', path: '/clear', methods: BOTH },
    summary: 'Takes away what stands on the pages, with the rest of what is being said.',
    command: () => ({ type: 'clear' }),
  },
  {
    ...{ type: 'hold', path: '/hold', methods: BOTH },
    summary: 'Hides captions for some seconds; 0 ends it.',
    parameters: [
      {
        ...{ name: 'seconds', in: 'query', required: true },
        description: `from now on, ${LONGEST_HOLD} at most`,
        schema: { type: 'number', minimum: 0, maximum: LONGEST_HOLD },
      },
    ],
    command: ({ query }) => ({ type: 'hold', forMs: Number(query.get('seconds') || Number.NaN) * 1000 }),
  },
  {
    ...{ type: 'look', path: '/look', methods: ['POST'] },
    summary: 'Sets parameters of overlays whose address does not say them; null is as the configuration has it.',
    body: {
      type: 'object',
      additionalProperties: { type: ['string', 'number', 'boolean', 'null'] },
      examples: [{ theme: 'neon', size: 60, position: null }],
    },
    command: ({ body }) => ({ type: 'look', parameters: textsOf(body) }),
  },
  {
    ...{ type: 'preset', path: '/preset/{name}', methods: BOTH },
    summary: 'Uses a preset of the configuration.',
    parameters: [inPath('name', 'name of the preset')],
    command: ({ path }) => ({ type: 'preset', name: path['name'] }),
  },
  {
    ...{ type: 'preset', path: '/preset', methods: BOTH },
    summary: 'Uses no preset.',
    command: () => ({ type: 'preset', name: null }),
  },
  {
    ...{ type: 'look', path: '/language/{tag}', methods: BOTH },
    summary: 'Shows this translation on overlays whose address does not say another one.',
    parameters: [inPath('tag', 'tag of the language, such as en')],
    command: ({ path }) => ({ type: 'look', parameters: { lang: path['tag'] } }),
  },
  {
    ...{ type: 'spoken-language', path: '/spoken-language/{tags}', methods: BOTH },
    summary: 'Says what is spoken, from the next sentence on.',
    parameters: [inPath('tags', 'tags with commas between them, or auto'), source],
    command: ({ path, query }) => ({ type: 'spoken-language', language: path['tags'], ...sourceOf(query) }),
  },
  {
    ...{ type: 'translator', path: '/translator/{name}', methods: BOTH },
    summary: 'Asks this translator first.',
    parameters: [inPath('name', 'name of the translator, as in --translator')],
    command: ({ path }) => ({ type: 'translator', name: path['name'] }),
  },
  {
    ...{ type: 'wrong', path: '/wrong/{utteranceId}', methods: ['POST'] },
    summary: 'Takes one caption off the pages, since it is wrong.',
    parameters: [inPath('utteranceId', 'as /lines tells it')],
    command: ({ path }) => ({ type: 'wrong', utteranceId: path['utteranceId'] }),
  },
  {
    ...{ type: 'chapter', path: '/chapter', methods: BOTH },
    summary: 'Marks a chapter, in the transcript and in the recording of OBS.',
    parameters: [
      { name: 'name', in: 'query', description: 'its name; a number where absent', schema: { type: 'string' } },
    ],
    command: ({ query }) => ({ type: 'chapter', ...(query.get('name') ? { name: query.get('name') } : {}) }),
  },
  {
    ...{ type: 'undo', path: '/undo', methods: BOTH },
    summary: 'Takes back the newest command that can be taken back.',
    command: () => ({ type: 'undo' }),
  },
  {
    ...{ type: 'status', path: '/status', methods: ASKED },
    summary: 'How the run does, and how it is set.',
  },
  {
    ...{ type: 'lines', path: '/lines', methods: ASKED },
    summary: 'The newest captions that are final, oldest first, with their translations.',
    parameters: [
      {
        ...{ name: 'count', in: 'query' },
        description: 'how many at most; 10 where absent',
        schema: { type: 'integer', minimum: 1, maximum: 30 },
      },
    ],
  },
  {
    ...{ type: 'events', path: '/events', methods: ['GET'] },
    summary: 'Captions and changes as server-sent events: caption, state, and status where it is asked for.',
    parameters: [
      choice('partials', 'also what is still being said'),
      choice('status', 'also how the run does, once a second'),
    ],
  },
  {
    ...{ type: 'openapi', path: '/openapi.json', methods: ASKED },
    summary: 'This description.',
  },
];

function sourceOf(query: URLSearchParams): { readonly sourceId?: string } {
  const sourceId = query.get('source');
  return sourceId === null ? {} : { sourceId };
}

/** Programs write numbers as numbers. */
function textsOf(body: unknown): unknown {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return body;
  return Object.fromEntries(
    Object.entries(body).map(([name, value]) => [
      name,
      typeof value === 'number' || typeof value === 'boolean' ? String(value) : (value as unknown),
    ]),
  );
}
