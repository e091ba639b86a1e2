import { readStored, writeStored } from './page-storage.ts';

const TOKEN_KEY = 'overlingo-token';

/**
 * The token in the address, which pages of other devices need. It belongs behind the `#`, which browsers do not send; one
 * in the query is moved there. A reload without it uses the one from before. Undefined where there is none.
 */
export function takeToken(): string | undefined {
  const query = new URLSearchParams(location.search);
  const fragment = new URLSearchParams(location.hash.slice(1));
  const token = fragment.get('token') ?? query.get('token') ?? readStored('sessionStorage', TOKEN_KEY);
  if (!token) return undefined;
  writeStored('sessionStorage', TOKEN_KEY, token);
  if (query.has('token')) {
    query.delete('token');
    const rest = query.toString();
    history.replaceState(null, '', `${location.pathname}${rest === '' ? '' : `?${rest}`}${tokenFragment(token)}`);
  }
  return token;
}

/** The end of the address of another page of this server that is to have the same token. Empty without a token. */
export function tokenFragment(token: string | undefined): string {
  return token === undefined ? '' : `#token=${encodeURIComponent(token)}`;
}

/** A new address that differs behind the `#` only does not load the page again by itself. */
export function reloadForNewToken(): void {
  addEventListener('hashchange', () => location.reload());
}
