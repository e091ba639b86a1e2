/** Keeps the screen of a phone on, as long as the page is seen. Gives back a function that ends this. */
export function keepAwake(): () => void {
  let lock: WakeLockSentinel | undefined;
  const ended = new AbortController();
  const isOver = (): boolean => ended.signal.aborted;
  const request = async (): Promise<void> => {
    if (isOver() || document.visibilityState !== 'visible' || !('wakeLock' in navigator)) return;
    try {
      lock = await navigator.wakeLock.request('screen');
    } catch {
      // Refused where the battery is low: the page works without it.
      return;
    }
    if (isOver()) void lock.release();
  };
  // The browser takes the lock away whenever the page is hidden.
  const onVisible = (): void => void request();
  document.addEventListener('visibilitychange', onVisible, { signal: ended.signal });
  void request();
  return () => {
    ended.abort();
    void lock?.release();
  };
}
