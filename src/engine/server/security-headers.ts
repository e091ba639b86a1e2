/**
 * Nothing is loaded from elsewhere, no inline script runs, and no other site may frame the pages. `'unsafe-inline'` for
 * styles is there for OBS: it puts the custom CSS of a browser source into the page as a `<style>` element. Web sockets
 * are named because not every browser counts them as `'self'`.
 */
function contentSecurityPolicy(port: number): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "font-src 'self'",
    "img-src 'self'",
    "frame-src 'self'",
    `connect-src 'self' ${['127.0.0.1', 'localhost'].map((host) => `ws://${host}:${port}`).join(' ')}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'self'",
  ].join('; ');
}

/** The page at this path may capture sound, its own or that of a screen; no other page may. */
const MICROPHONE_PAGE = '/microphone';

/** The `permissions-policy` of the page at `pathname`. */
export function permissionsPolicy(pathname: string): string {
  const capture = pathname === MICROPHONE_PAGE ? '(self)' : '()';
  return `camera=(), display-capture=${capture}, geolocation=(), microphone=${capture}`;
}

/** The headers of every answer of the server that listens on `port`. */
export function securityHeaders(port: number): Readonly<Record<string, string>> {
  return {
    'content-security-policy': contentSecurityPolicy(port),
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': permissionsPolicy(''),
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'SAMEORIGIN',
  };
}
