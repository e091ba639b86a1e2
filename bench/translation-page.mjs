import { parentPort, workerData } from 'node:worker_threads';
import { io } from 'socket.io-client';

// A page in a thread of its own, so that it gets its events while the main thread is busy. Tells of each one with when it
// came, in milliseconds since 1970: the clocks of threads begin at different moments.

const page = io(workerData.address, { transports: ['websocket'] });
page.once('snapshot', () => parentPort.postMessage('ready'));
page.on('caption', (event) => {
  parentPort.postMessage({ event, receivedAtMs: performance.timeOrigin + performance.now() });
});
parentPort.once('message', () => {
  page.disconnect();
  parentPort.close();
});
