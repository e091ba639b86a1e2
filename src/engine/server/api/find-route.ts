import { API_ROUTES, type ApiRoute } from './api-routes.ts';

interface FoundRoute {
  readonly route: ApiRoute;
  /** Parts of the path by their names. */
  readonly path: Readonly<Record<string, string>>;
}

/** The route of a path below `API_PATH`; undefined where there is none. */
export function findRoute(pathname: string): FoundRoute | undefined {
  const given = pathname.split('/');
  for (const route of API_ROUTES) {
    const path = partsOf(route.path.split('/'), given);
    if (path) return { route, path };
  }
  return undefined;
}

function partsOf(wanted: readonly string[], given: readonly string[]): Readonly<Record<string, string>> | undefined {
  if (wanted.length !== given.length) return undefined;
  const parts: [string, string][] = [];
  for (const [index, name] of wanted.entries()) {
    const part = decoded(given[index] ?? '');
    if (part === undefined) return undefined;
    if (name.startsWith('{')) parts.push([name.slice(1, -1), part]);
    else if (name !== part) return undefined;
  }
  return Object.fromEntries(parts);
}

function decoded(part: string): string | undefined {
  try {
    return decodeURIComponent(part);
  } catch {
    return undefined;
  }
}
