import { once } from 'node:events';
import { io } from 'socket.io-client';
import { expect, it, vi } from 'vitest';
import { CAPTION_NAMESPACE, type Snapshot } from '../../src/protocol/socket-contract.ts';
import { startCli } from '../support/run-cli.ts';

it('the command line tells the pages how far captions may be behind', async () => {
  const run = startCli(['start', '--input', 'stdin', '--port', '0', '--json', '--max-lag', '7.5']);
  let address: string | undefined;
  run.child.stderr.on('data', (text: string) => (address ??= /http:\/\/127\.0\.0\.1:\d+/.exec(text)?.[0]));
  try {
    await vi.waitFor(() => expect(address).toBeDefined(), { timeout: 20_000 });
    const page = io(`${address ?? ''}${CAPTION_NAMESPACE}`, { transports: ['websocket'] });
    const [snapshot] = (await once(page as never, 'snapshot')) as [Snapshot];
    page.close();
    expect(snapshot.maxLagMs).toBe(7500);
  } finally {
    run.child.kill('SIGINT');
    await run.ended;
  }
});
