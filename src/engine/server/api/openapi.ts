import { API_PATH } from '../../../protocol/control-contract.ts';
import { API_ROUTES, type ApiParameter, type ApiRoute } from './api-routes.ts';
import { STATUS_OF } from './api-answers.ts';

type Json = Readonly<Record<string, unknown>>;

/** The description of the API, as OpenAPI 3.1 has it. @param url of the server, without a slash at its end. */
export function openApiDocument(url: string): Json {
  return {
    openapi: '3.1.0',
    info: {
      title: 'Overlingo',
      version: '1',
      summary: 'Controls a run of Overlingo, and tells its captions.',
      description:
        'For programs of this PC, with the token that is printed where Overlingo was started with --remote. ' +
        `A program that cannot send a header puts the token into the path: ${API_PATH}/t/TOKEN/clear.`,
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: `${url}${API_PATH}` }],
    security: [{ token: [] }],
    paths: pathsOf(API_ROUTES),
    components: {
      securitySchemes: { token: { type: 'http', scheme: 'bearer' } },
      schemas: { Answer: ANSWER },
      responses: { Refused: { description: 'Nothing came of it.', content: jsonOf(ref('schemas/Answer')) } },
    },
  };
}

const ANSWER: Json = {
  type: 'object',
  required: ['ok', 'message'],
  properties: {
    ok: { type: 'boolean' },
    code: { type: 'string', description: 'why nothing came of it' },
    message: { type: 'string', description: 'one sentence: what is so now, or what is wrong' },
  },
};

function pathsOf(routes: readonly ApiRoute[]): Json {
  return Object.fromEntries(
    routes.map((route) => [
      route.path,
      Object.fromEntries(route.methods.map((method) => [method.toLowerCase(), operationOf(route, method)])),
    ]),
  );
}

function operationOf(route: ApiRoute, method: string): Json {
  const { path, summary, parameters = [] } = route;
  const words = path
    .replace(/[{}]/gu, '')
    .split(/[^a-zA-Z]+/u)
    .filter(Boolean);
  return {
    operationId: [method.toLowerCase(), ...words].join('-'),
    summary,
    ...(parameters.length === 0 ? {} : { parameters: parameters.map(parameterOf) }),
    ...('body' in route ? { requestBody: { required: true, content: jsonOf(route.body) } } : {}),
    responses: {
      '200': { description: 'It is done, or here it is.', ...(method === 'HEAD' ? {} : { content: contentOf(route) }) },
      ...Object.fromEntries(refusalsOf(route).map((status) => [String(status), ref('responses/Refused')])),
    },
  };
}

function parameterOf({ name, in: place, description, schema, required = place === 'path' }: ApiParameter): Json {
  return { name, in: place, description, schema, required };
}

function contentOf(route: ApiRoute): Json {
  if ('command' in route) return jsonOf(ref('schemas/Answer'));
  switch (route.type) {
    case 'status':
      return jsonOf({ type: 'object', properties: { status: { type: 'object' }, state: { type: 'object' } } });
    case 'lines':
      return jsonOf({ type: 'array', items: { type: 'object' } });
    case 'events':
      return { 'text/event-stream': { schema: { type: 'string' } } };
    case 'openapi':
      return jsonOf({ type: 'object' });
  }
}

/** Of those that a request of a known path and method can get. */
function refusalsOf(route: ApiRoute): readonly number[] {
  const all = [400, STATUS_OF.unauthorized, STATUS_OF.forbidden, STATUS_OF['too-many']];
  return 'body' in route ? [...all, STATUS_OF['too-large'], STATUS_OF['unsupported-type']].sort() : all;
}

function jsonOf(schema: Json): Json {
  return { 'application/json': { schema } };
}

function ref(name: string): Json {
  return { $ref: `#/components/${name}` };
}
