// Many viewers in a process of their own: they note how long each message was on its way. `node audience-clients.mjs`, forked.
import { WebSocket } from 'ws';

/** When the message was sent, on the monotonic clock that all processes of a computer share, in nanoseconds. */
const STAMP = /@(\d+)@/;

/** How many connect at once. */
const AT_ONCE = 50;

const delaysMs = { audience: [], bare: [] };

async function connect({ url, kind, count, says }) {
  for (let from = 0; from < count; from += AT_ONCE) {
    const batch = Array.from({ length: Math.min(AT_ONCE, count - from) }, (_, index) => from + index);
    await Promise.all(batch.map((index) => connectOne({ url, kind, says, index })));
  }
}

/** `says`: what it sends, each once the server has sent what begins with `after`; empty once it is connected. */
function connectOne({ url, kind, says, index }) {
  // Each has an address of its own, as behind a proxy.
  const address = `10.${(index >> 16) & 255}.${(index >> 8) & 255}.${index & 255}`;
  const socket = new WebSocket(url, { headers: { 'x-forwarded-for': address }, perMessageDeflate: false });
  return new Promise((resolve, reject) => {
    const heard = (text) => {
      for (const { after, send } of says) {
        if (!text.startsWith(after) || (after === '') !== (text === '')) continue;
        if (send === undefined) resolve();
        else socket.send(send);
      }
    };
    socket.on('error', reject);
    socket.on('close', (code) => reject(new Error(`A client was closed with ${code}.`)));
    socket.on('open', () => heard(''));
    socket.on('message', (data) => {
      const text = data.toString();
      const stamp = STAMP.exec(text)?.[1];
      if (stamp) delaysMs[kind].push(Number(process.hrtime.bigint() - BigInt(stamp)) / 1e6);
      else if (text === '2') socket.send('3');
      else heard(text);
    });
  });
}

process.on('message', async (message) => {
  if (message.type === 'connect') {
    await connect(message);
    process.send({ type: 'connected' });
  } else if (message.type === 'report') {
    process.send({ type: 'delays', delaysMs });
  }
});
