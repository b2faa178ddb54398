import { buildSchema, parse, validate } from 'graphql';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { EXAMPLES } from './examples';

const schema = buildSchema(readFileSync('../schema/schema.graphql', 'utf8'));

describe('the examples GraphiQL offers (R093)', () => {
  test.each(EXAMPLES.map((one) => [one.title, one.query]))(
    '%s fits the schema',
    (_title, query) => {
      expect(validate(schema, parse(query)).map((error) => error.message)).toEqual([]);
    },
  );
});
