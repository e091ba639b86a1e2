import { describe, expect, it } from 'vitest';
import { parseCommand } from '../../../../../src/engine/server/control/parse-command.ts';

describe('a command from outside', () => {
  it.each([
    { type: 'listen', to: 'off', sourceId: 'mic1' },
    { type: 'show', to: 'toggle' },
    { type: 'hold', forMs: 0 },
    { type: 'clear' },
    { type: 'look', parameters: { theme: 'neon', size: null } },
    { type: 'preset', name: null },
    { type: 'spoken-language', language: 'de,en' },
    { type: 'translator', name: 'local' },
    { type: 'wrong', utteranceId: 'mic1-3' },
    { type: 'chapter' },
    { type: 'undo' },
  ])('is taken as it is: $type', (command) => {
    expect(parseCommand(command)).toEqual({ ok: true, command });
  });

  it.each([
    [undefined],
    ['clear'],
    [[]],
    [{ type: 'explode' }],
    [{ type: 'clear', also: 1 }],
    [{ type: 'show', to: 'maybe' }],
    [{ type: 'hold', forMs: 60_001 }],
    [{ type: 'hold', forMs: Number.NaN }],
    [{ type: 'look', parameters: { theme: 5 } }],
    [{ type: 'look', parameters: { theme: 'x'.repeat(201) } }],
    [{ type: 'chapter', name: '' }],
    [JSON.parse('{"type":"look","parameters":{"__proto__":"x"}}')],
    [JSON.parse('{"type":"look","parameters":{"constructor":"x"}}')],
    [JSON.parse('{"type":"clear","__proto__":{"to":"on"}}')],
  ])('is refused as malformed: %j', (command) => {
    expect(parseCommand(command)).toMatchObject({ ok: false, answer: { ok: false, code: 'malformed' } });
  });

  it('is refused where it has more layers than the stack has room for', () => {
    const deep: unknown = JSON.parse('['.repeat(8000) + ']'.repeat(8000));
    expect(parseCommand({ type: 'look', parameters: deep })).toMatchObject({ ok: false });
  });

  it('loses what steers a terminal', () => {
    expect(parseCommand({ type: 'chapter', name: ' \u001b[2JBoss\n' })).toMatchObject({ command: { name: 'Boss' } });
  });
});
