import { once } from 'node:events';
import { io } from 'socket.io-client';
import { expect, it, vi } from 'vitest';
import { CLIP_PATH, type ClipStatus } from '../../../../src/protocol/clip-contract.ts';
import { RUN_INFO_PATH, type RunInfo } from '../../../../src/protocol/run-info.ts';
import { CAPTION_NAMESPACE, type Snapshot } from '../../../../src/protocol/socket-contract.ts';
import type { ServedClip } from '../../../../src/engine/server/served-clip.ts';
import { emptySnapshot } from '../../../support/caption-builders.ts';
import { asset } from '../../../support/files.ts';
import { startPageServer } from '../../../support/page-server.ts';

const status: ClipStatus = { state: 'playing', positionMs: 900, durationMs: 50_000, language: 'es', controls: true };

function servedClip() {
  const asked: string[] = [];
  const listeners = new Set<() => void>();
  const clip: ServedClip = {
    file: asset('demo/demo-es.wav'),
    status: () => status,
    control: (action) => asked.push(action),
    onChange: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  return { clip, asked, change: () => listeners.forEach((listener) => listener()) };
}

it('tells pages of this PC what the run has', async () => {
  const bundled = {
    type: 'status-notice',
    stage: 'transcription',
    level: 'info',
    code: 'bundled-model',
    message: 'Few.',
  } as const;
  const slow = { ...bundled, code: 'recognizer-slow' } as const;
  const { status: empty, ...rest } = emptySnapshot(['fr', 'de']);
  const state = () => ({ ...rest, overlay: { theme: 'neon' }, status: { ...empty, notices: [bundled, slow] } });
  await using engine = await startPageServer({ state });
  const answer = await fetch(engine.server.url + RUN_INFO_PATH);
  expect((await answer.json()) as RunInfo).toEqual({
    microphone: false,
    targetLanguages: ['fr', 'de'],
    overlay: { theme: 'neon' },
    notices: [bundled],
  });
});

it('has no clip where it is no demo', async () => {
  await using engine = await startPageServer();
  expect((await fetch(engine.server.url + CLIP_PATH)).status).toBe(404);
});

it('lets pages hear the clip of a demo, and obeys those of this PC', async () => {
  const { clip, asked, change } = servedClip();
  await using engine = await startPageServer({ clip });
  const answer = await fetch(engine.server.url + CLIP_PATH);
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'audio/wav']);
  const page = io(engine.server.url + CAPTION_NAMESPACE, {
    transports: ['websocket'],
    extraHeaders: { origin: engine.server.url },
  });
  const [snapshot] = (await once(page as never, 'snapshot')) as [Snapshot];
  expect(snapshot.clip).toEqual(status);
  const told = once(page as never, 'clip');
  change();
  expect(await told).toEqual([status]);
  page.emit('clip-control', 'rewind');
  page.emit('clip-control', 'play');
  await vi.waitFor(() => expect(asked).toEqual(['play']));
  // A program of this PC is no page.
  const program = io(engine.server.url + CAPTION_NAMESPACE, { transports: ['websocket'], forceNew: true });
  await once(program as never, 'snapshot');
  program.emit('clip-control', 'stop');
  page.emit('clip-control', 'stop');
  await vi.waitFor(() => expect(asked).toEqual(['play', 'stop']));
  page.close();
  program.close();
});
