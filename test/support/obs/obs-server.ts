import { createHash } from 'node:crypto';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { WebSocketServer, type WebSocket } from 'ws';

/** What the server answers: fields, a refusal, nothing at all, or text that is no answer. */
export type ObsReply =
  | { readonly type: 'fields'; readonly fields: object }
  | { readonly type: 'refusal'; readonly code: number }
  | { readonly type: 'silence' }
  | { readonly type: 'raw'; readonly text: string };

export interface ObsScript {
  /** Asked of everybody; nobody is asked when absent. */
  readonly password?: string;
  /** Ends the connection with this code once somebody has introduced himself. */
  readonly closeWith?: number;
  /** Says nothing to those who connect. */
  readonly mute?: boolean;
  /** The answer to a request and its number, from 0; that of an empty OBS where it gives none. */
  readonly reply?: (type: string, index: number) => ObsReply | undefined;
}

/** A request as it came. */
export interface ObsRequest {
  readonly type: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** A server that speaks the protocol of obs-websocket 5. */
export interface ObsServer extends AsyncDisposable {
  readonly port: number;
  readonly address: string;
  readonly requests: readonly ObsRequest[];
  /** How often somebody has connected. */
  readonly connections: () => number;
  /** How many connections are open. */
  readonly open: () => number;
  /** Tells all who are connected of an event. */
  emit(eventType: string, eventData: object): void;
  /** Sends all who are connected any text. */
  send(text: string): void;
  /** Ends all connections with a code. */
  closeAll(code: number): void;
  /** Cuts all connections without a goodbye. */
  cutAll(): void;
}

const SALT = 'salt';
const CHALLENGE = 'challenge';

/** What an OBS answers that has one scene and nothing in it. */
const EMPTY: Readonly<Record<string, object>> = {
  GetVersion: { obsVersion: '31.0.0', obsWebSocketVersion: '5.5.4', availableRequests: ['GetVersion', 'GetSceneList'] },
  GetSceneList: { currentProgramSceneName: 'Main', scenes: [{ sceneName: 'Main' }] },
  GetCurrentProgramScene: { currentProgramSceneName: 'Main', sceneName: 'Main' },
  GetInputList: { inputs: [] },
  GetInputKindList: { inputKinds: ['browser_source'] },
  GetInputMute: { inputMuted: false },
  GetStreamStatus: { outputActive: false, outputReconnecting: false },
  GetRecordStatus: { outputActive: false, outputPaused: false, outputDuration: 0 },
  GetVideoSettings: { baseWidth: 1920, baseHeight: 1080 },
  GetSceneItemList: { sceneItems: [] },
  PressInputPropertiesButton: {},
};

/** Starts a server with scripted answers and faults on this machine. @param port any free one when absent. */
export async function startObsServer(script: ObsScript = {}, port = 0): Promise<ObsServer> {
  const requests: ObsRequest[] = [];
  let connections = 0;
  const server = new WebSocketServer({
    host: '127.0.0.1',
    port,
    handleProtocols: (protocols) => (protocols.has('obswebsocket.json') ? 'obswebsocket.json' : false),
  });
  server.on('connection', (socket) => {
    connections += 1;
    if (script.mute !== true) serve(socket, script, requests);
  });
  await once(server, 'listening');
  const used = (server.address() as AddressInfo).port;
  const toAll = (tell: (socket: WebSocket) => void): void => server.clients.forEach(tell);
  return {
    port: used,
    address: `ws://127.0.0.1:${used}`,
    requests,
    connections: () => connections,
    open: () => server.clients.size,
    emit: (eventType, eventData) => toAll((socket) => say(socket, 5, { eventType, eventIntent: 0, eventData })),
    send: (text) => toAll((socket) => socket.send(text)),
    closeAll: (code) => toAll((socket) => socket.close(code)),
    cutAll: () => toAll((socket) => socket.terminate()),
    async [Symbol.asyncDispose]() {
      toAll((socket) => socket.terminate());
      const closed = once(server, 'close');
      server.close();
      await closed;
    },
  };
}

interface Message {
  readonly op: number;
  readonly d: {
    readonly rpcVersion?: number;
    readonly authentication?: string;
    readonly requestType?: string;
    readonly requestId?: string;
    readonly requestData?: ObsRequest['data'];
  };
}

function serve(socket: WebSocket, { password, closeWith, reply }: ObsScript, requests: ObsRequest[]): void {
  const authentication = password === undefined ? {} : { authentication: { salt: SALT, challenge: CHALLENGE } };
  say(socket, 0, { obsWebSocketVersion: '5.5.4', rpcVersion: 1, ...authentication });
  socket.on('message', (bytes: Buffer) => {
    const { op, d } = JSON.parse(bytes.toString()) as Message;
    if (op === 1) {
      if (closeWith !== undefined) socket.close(closeWith);
      else if (d.rpcVersion !== 1) socket.close(4010);
      else if (password !== undefined && d.authentication !== answerTo(password)) socket.close(4009);
      else say(socket, 2, { negotiatedRpcVersion: 1 });
      return;
    }
    const { requestType: type = '', requestId, requestData: data = {} } = d;
    const index = requests.filter((request) => request.type === type).length;
    requests.push({ type, data });
    answer(socket, { requestType: type, requestId }, reply?.(type, index) ?? usual(type));
  });
}

function answer(socket: WebSocket, request: object, reply: ObsReply): void {
  switch (reply.type) {
    case 'fields':
      return say(socket, 7, { ...request, requestStatus: { result: true, code: 100 }, responseData: reply.fields });
    case 'refusal':
      return say(socket, 7, { ...request, requestStatus: { result: false, code: reply.code } });
    case 'raw':
      return socket.send(reply.text);
    case 'silence':
      return;
  }
}

function usual(type: string): ObsReply {
  const fields = EMPTY[type];
  return fields ? { type: 'fields', fields } : { type: 'refusal', code: 204 };
}

function say(socket: WebSocket, op: number, d: object): void {
  socket.send(JSON.stringify({ op, d }));
}

function answerTo(password: string): string {
  const hash = (text: string): string => createHash('sha256').update(text).digest('base64');
  return hash(hash(password + SALT) + CHALLENGE);
}
