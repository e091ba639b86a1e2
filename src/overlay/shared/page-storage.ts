type StorageName = 'localStorage' | 'sessionStorage';

/** What the browser keeps for this page under a key; empty where there is nothing, or where keeping is forbidden. */
export function readStored(storage: StorageName, key: string): string {
  try {
    // Where storage is forbidden even its name throws.
    return window[storage].getItem(key) ?? '';
  } catch {
    return '';
  }
}

/** Has the browser keep a value. Where that is forbidden nothing is remembered. */
export function writeStored(storage: StorageName, key: string, value: string): void {
  try {
    window[storage].setItem(key, value);
  } catch {
    return;
  }
}
