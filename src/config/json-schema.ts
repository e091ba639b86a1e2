import { z } from 'zod';
import { CONFIG_VERSION } from './migrations.ts';
import { settingsIn } from './setting-tree.ts';

/** The JSON Schema of a configuration file, from which editors complete, explain and check it. */
export function configJsonSchema(schema: z.ZodType): Readonly<Record<string, unknown>> {
  const descriptions = new Map<unknown, string>(
    settingsIn(schema).map((setting) => [setting.schema, setting.info.description]),
  );
  const sections = z.toJSONSchema(schema, {
    target: 'draft-7',
    io: 'input',
    unrepresentable: 'any',
    override: ({ zodSchema, jsonSchema }) => {
      const description = descriptions.get(zodSchema);
      if (description !== undefined) jsonSchema.description = description;
    },
  });
  delete sections.$schema;
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Settings of Overlingo',
    type: 'object',
    additionalProperties: false,
    properties: {
      version: { const: CONFIG_VERSION, description: 'version of the file' },
      ...sections.properties,
      profiles: {
        type: 'object',
        description: 'settings that override the others where their profile is chosen, by its name',
        additionalProperties: { $ref: '#/definitions/settings' },
      },
    },
    definitions: { settings: sections },
  };
}
