/** Address of the WebSocket server of OBS. */
export function obsAddress({ host, port }: { readonly host: string; readonly port: number }): string {
  const bare = host.replace(/^\[(.*)\]$/u, '$1');
  return `ws://${bare.includes(':') ? `[${bare}]` : bare}:${port}`;
}

/** Whether OBS runs on this computer, as far as its name tells. */
export function isThisComputer(host: string): boolean {
  return /^(?:localhost|127(?:\.\d{1,3}){3}|\[?::1\]?)$/iu.test(host);
}
