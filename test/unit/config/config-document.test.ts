import { describe, expect, it } from 'vitest';
import { ConfigDocument } from '../../../src/config/config-document.ts';

const changed = (text: string, change: (document: ConfigDocument) => void): string => {
  const document = new ConfigDocument('overlingo.yaml', text);
  change(document);
  return document.toString();
};

describe('a changed configuration file', () => {
  it('keeps its comments and its order', () => {
    const text =
      '# of Ana\nserver:\n  # for the second PC\n  lan: true # always\n  port: 1\n\n# words\nlog: {level: info}\n';
    const after = changed(text, (document) => {
      document.set(['server', 'port'], 8080);
      document.set(['log', 'level'], 'debug');
    });
    expect(after).toBe(text.replace('port: 1', 'port: 8080').replace('{level: info}', '{ level: debug }'));
  });

  it.each([
    ['', 'server:\n  port: 1\n'],
    ['# nothing yet\n', '# nothing yet\n\nserver:\n  port: 1\n'],
    ['server:\n', 'server:\n  port: 1\n'],
    ['server:\n  lan: true\n', 'server:\n  lan: true\n  port: 1\n'],
    ['~\n', 'server:\n  port: 1\n'],
  ])('gets a setting: %j', (text, after) => {
    expect(changed(text, (document) => document.set(['server', 'port'], 1))).toBe(after);
  });

  it('loses a setting, and sections that are empty then', () => {
    const text = 'server:\n  port: 1\nprofiles:\n  party:\n    server:\n      port: 2\n';
    const after = changed(text, (document) => {
      expect(document.unset(['profiles', 'party', 'server', 'port'])).toBe(true);
      expect(document.unset(['log', 'level'])).toBe(false);
    });
    expect(after).toBe('server:\n  port: 1\n');
  });

  it('can be written with texts that look like something else', () => {
    const document = new ConfigDocument('overlingo.yaml', '');
    document.set(['a'], ['no', 'true', '1.5', '', 'über\n', '# x', '- y']);
    const again = new ConfigDocument('overlingo.yaml', document.toString());
    expect(again.values()).toEqual({ a: ['no', 'true', '1.5', '', 'über\n', '# x', '- y'] });
  });
});
