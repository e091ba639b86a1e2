import { describe, expect, it } from 'vitest';
import { parseConfig } from '../../../src/config/parse-config.ts';
import type { Config } from '../../../src/config/schema.ts';
import { openSession } from '../../../src/session/session.ts';
import { eventually } from '../../../src/testing/eventually.ts';
import { runtimeFiles } from '../../support/files.ts';
import { startObsServer } from '../../support/obs/obs-server.ts';
import { samplesCapture } from '../../support/samples-capture.ts';

function configFor(port: number, connect: boolean): Config {
  return parseConfig({ server: { port: 0 }, obs: { connect, port } });
}

function detailOf(session: Awaited<ReturnType<typeof openSession>>): string | undefined {
  return session.status().stages.find(({ stage }) => stage === 'obs')?.detail;
}

describe('a session beside OBS', () => {
  it('connects where it is wanted, by what changes, and still does behind another engine', async () => {
    await using server = await startObsServer();
    await using other = await startObsServer();
    const session = await openSession(configFor(server.port, false), { files: runtimeFiles });
    try {
      expect(detailOf(session)).toBeUndefined();
      expect(await session.configure(configFor(server.port, true))).toEqual({ live: ['obs.connect'], atNextStart: [] });
      await eventually(() => expect(detailOf(session)).toBe('Connected to OBS 31.0.0.'));
      await session.restart([{ id: 'more', capture: samplesCapture(new Float32Array(0)), language: 'es' }]);
      expect(detailOf(session)).toBe('Connected to OBS 31.0.0.');
      await session.configure(configFor(other.port, true));
      await eventually(() => expect(other.connections()).toBe(1));
      await session.configure(configFor(other.port, false));
      expect(detailOf(session)).toBe('Not connected to OBS.');
    } finally {
      await session.close();
    }
    expect(server.connections()).toBe(1);
  });

  it('closes while OBS says nothing', async () => {
    await using server = await startObsServer({ mute: true });
    const session = await openSession(configFor(server.port, true), { files: runtimeFiles });
    await eventually(() => expect(server.connections()).toBe(1));
    await session.close();
    expect(detailOf(session)).toBe(`Connects to OBS at ${server.address}.`);
  });
});
