import { describe, expect, it } from 'vitest';
import { configJsonSchema } from '../../../src/config/json-schema.ts';
import { configSchema } from '../../../src/config/schema.ts';

describe('the JSON Schema of the file', () => {
  const schema = configJsonSchema(configSchema);

  it('has every section, profiles and the version, and refuses other names', () => {
    expect(Object.keys(schema['properties'] as object)).toEqual([
      'version',
      ...Object.keys(configSchema.shape),
      'profiles',
    ]);
    expect(schema).toMatchObject({ additionalProperties: false });
  });

  it('describes settings, and the forms that inputs may have', () => {
    expect(schema).toMatchObject({
      properties: {
        server: {
          properties: {
            port: {
              default: 7474,
              description: 'port of the pages; where none is named and 7474 is taken, the next free one',
            },
          },
        },
        audio: { properties: { inputs: { items: { anyOf: [{ type: 'string' }, { type: 'object' }] } } } },
        translation: { properties: { budget: { properties: { deepl: { maximum: 999_999_999_999 } } } } },
      },
    });
  });

  it('wants nothing', () => {
    expect(JSON.stringify(schema)).not.toContain('"required":["translation"');
  });
});
