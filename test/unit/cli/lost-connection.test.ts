import { expect, it } from 'vitest';
import { isLostConnection } from '../../../src/cli/lost-connection.ts';

const failed = (code: string, syscall: string): Error =>
  Object.assign(new Error(`${syscall} ${code}`), { code, syscall });

it.each([
  ['read', 'ECONNRESET'],
  ['write', 'EPIPE'],
  ['write', 'ECONNABORTED'],
  ['read', 'ETIMEDOUT'],
])('takes %s %s for a connection that was lost', (syscall, code) => {
  expect(isLostConnection(failed(code, syscall))).toBe(true);
});

it.each([
  ['a full disk', failed('ENOSPC', 'write')],
  ['a file that cannot be read', failed('EACCES', 'open')],
  ['a connection that was never there', failed('ECONNREFUSED', 'connect')],
  ['a bug', new TypeError('x is not a function')],
  ['what is no error', 'ECONNRESET'],
])('does not go on after %s', (_, error) => {
  expect(isLostConnection(error)).toBe(false);
});
