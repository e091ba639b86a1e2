import type { IncomingMessage, ServerResponse } from 'node:http';
import { API_PATH, type ControlAnswer } from '../../../protocol/control-contract.ts';
import type { EngineStatus } from '../../../protocol/status.ts';
import type { Clock } from '../../pipeline/clock.ts';
import type { AccessToken } from '../access-token.ts';
import type { ControlledRun } from '../control/controlled-run.ts';
import { parseCommand } from '../control/parse-command.ts';
import type { Door } from '../places/door.ts';
import { RateLimit } from '../rate-limit.ts';
import type { RequestGuard } from '../request-guard.ts';
import { accessRefusal, foreignRefusal } from './api-access.ts';
import { refused, sendAnswer, sendJson } from './api-answers.ts';
import type { CommandRoute, QuestionRoute } from './api-routes.ts';
import type { EventFeed } from './event-feed.ts';
import { EventStream } from './event-stream.ts';
import { findRoute } from './find-route.ts';
import { openApiDocument } from './openapi.ts';
import { readBody } from './read-body.ts';

/** Of all who have a right. Programs that ask for the state do so some times a second. */
const REQUESTS = { burst: 200, perSecond: 50 } as const;

/** How many read events at once. Each has a place that a page could have. */
const MOST_READERS = 16;

const USUAL_LINES = 10;
const MOST_LINES = 30;

export interface ApiOptions {
  readonly run: ControlledRun;
  readonly status: () => EngineStatus;
  readonly feed: EventFeed;
  readonly guard: RequestGuard;
  /** What lets programs of this PC in; none are where absent. */
  readonly token: AccessToken | undefined;
  readonly doorOf: (request: IncomingMessage) => Door;
  /** Address of the server, without a slash at its end. */
  readonly url: string;
  readonly clock: Clock;
}

/** The requests of programs that control a run. */
export class ApiListener {
  readonly #options: ApiOptions;
  readonly #limit: RateLimit;
  readonly #streams = new Set<EventStream>();
  readonly #ignoreRenewals: (() => void) | undefined;

  constructor(options: ApiOptions) {
    const { clock, token } = options;
    this.#options = options;
    this.#limit = new RateLimit({ ...REQUESTS, clock });
    this.#ignoreRenewals = token?.onRenewed(() => this.#endStreams());
  }

  /** Answers a request whose path begins with `API_PATH`. */
  handle(request: IncomingMessage, response: ServerResponse): void {
    this.#answer(request, response).then(
      (answer) => {
        if (!answer) return;
        this.#hangUp(request, response, answer);
        sendAnswer(response, answer);
      },
      // Only a connection that is lost makes it reject.
      () => response.destroy(),
    );
  }

  close(): void {
    this.#ignoreRenewals?.();
    this.#endStreams();
  }

  /** What a request gets; undefined where that was sent already. */
  async #answer(request: IncomingMessage, response: ServerResponse): Promise<ControlAnswer | undefined> {
    const foreign = foreignRefusal(request, this.#options);
    if (foreign) return foreign;
    const { pathname, query, inPath } = addressOf(request);
    if (query.has('token'))
      return refused('malformed', 'A token may not stand in a query: addresses are kept in logs.');
    const found = findRoute(pathname);
    if (!found) return refused('not-found', 'There is no such path. GET /api/v1/openapi.json lists all.');
    const { route, path } = found;
    const method = request.method ?? '';
    if (!route.methods.some((known) => known === method)) {
      response.setHeader('allow', route.methods.join(', '));
      return refused('method-not-allowed', `This path understands ${route.methods.join(' and ')} only.`);
    }
    const access = accessRefusal(request, { changes: 'command' in route, inPath }, this.#options);
    if (access && route.type !== 'openapi') {
      response.setHeader('www-authenticate', 'Bearer');
      return access;
    }
    if (route.type !== 'openapi' && !this.#limit.allow())
      return refused('too-many', 'Too many requests come at once. Try again in a moment.');
    if (!('command' in route)) return this.#tell(route, query, { request, response });
    return this.#obey(route, { path, query }, request);
  }

  async #obey(
    { body: schema, command }: CommandRoute,
    given: { readonly path: Readonly<Record<string, string>>; readonly query: URLSearchParams },
    request: IncomingMessage,
  ): Promise<ControlAnswer> {
    const body = await readBody(request, schema !== undefined);
    if (!body.ok) return body.answer;
    const parsed = parseCommand(command({ ...given, body: body.value }));
    return parsed.ok ? this.#options.run.run(parsed.command) : parsed.answer;
  }

  #tell(
    { type }: QuestionRoute,
    query: URLSearchParams,
    { request, response }: { readonly request: IncomingMessage; readonly response: ServerResponse },
  ): ControlAnswer | undefined {
    const { run, status, url } = this.#options;
    request.resume();
    switch (type) {
      case 'status':
        sendJson(response, 200, { status: status(), state: run.state() });
        return undefined;
      case 'lines': {
        const count = Number(query.get('count') ?? USUAL_LINES);
        if (!Number.isInteger(count) || count < 1 || count > MOST_LINES)
          return refused('malformed', `The count must be a whole number from 1 to ${MOST_LINES}.`);
        sendJson(response, 200, run.lines().slice(-count));
        return undefined;
      }
      case 'events':
        return this.#stream(query, request, response);
      case 'openapi':
        sendJson(response, 200, openApiDocument(url));
        return undefined;
    }
  }

  #stream(query: URLSearchParams, request: IncomingMessage, response: ServerResponse): ControlAnswer | undefined {
    const { feed, clock, doorOf, run } = this.#options;
    const { socket } = request;
    const door = doorOf(request);
    if (this.#streams.size >= MOST_READERS || !door.places.admit(socket))
      return refused('too-many', 'Too many programs read events already.');
    const stream = new EventStream(response, clock);
    this.#streams.add(stream);
    const partials = query.get('partials') === '1';
    const status = query.get('status') === '1';
    const ignore = feed.follow((event) => {
      if ((event.type !== 'partial' || partials) && (event.type !== 'status' || status)) stream.send(event);
    });
    stream.ended.addEventListener('abort', () => {
      ignore();
      this.#streams.delete(stream);
      if (socket.destroyed) door.places.leave(socket);
      else door.returned(socket);
    });
    stream.send({ type: 'state', data: JSON.stringify(run.state()) });
    for (const missed of feed.missed(lastIdOf(request))) stream.send(missed);
    return undefined;
  }

  #endStreams(): void {
    for (const stream of [...this.#streams]) stream.close();
  }

  /** A body that was not read to its end is in the way of the next request. */
  #hangUp(request: IncomingMessage, response: ServerResponse, answer: ControlAnswer): void {
    const isLeft = !answer.ok && !request.complete;
    if (isLeft && !response.headersSent) response.setHeader('connection', 'close');
    request.resume();
  }
}

const TOKEN_IN_PATH = /^\/t\/([^/]+)(?=\/)/u;

/** The path below `API_PATH`, its query, and the token where that stands in the path. */
function addressOf({ url = '' }: IncomingMessage): {
  readonly pathname: string;
  readonly query: URLSearchParams;
  readonly inPath: string | undefined;
} {
  const { pathname, searchParams: query } = new URL(url, 'http://localhost');
  const below = pathname.slice(API_PATH.length).replace(/\/$/u, '');
  return { pathname: below.replace(TOKEN_IN_PATH, ''), query, inPath: TOKEN_IN_PATH.exec(below)?.[1] };
}

function lastIdOf({ headers }: IncomingMessage): string | undefined {
  const id = headers['last-event-id'];
  return typeof id === 'string' && id !== '' ? id : undefined;
}
