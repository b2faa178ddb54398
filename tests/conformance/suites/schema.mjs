// The printed schema against the Relay rules of graphql-eslint.
// Usage: node schema.mjs SCHEMA. Prints the complaints as one JSON list of sentences.
import { readFileSync } from 'node:fs';
import { parser, rules } from '@graphql-eslint/eslint-plugin';
import { Linter } from 'eslint';

const [path] = process.argv.slice(2);
const held = {
  'no-unreachable-types': 'error',
  'relay-arguments': ['error', { includeBoth: false }],
  'relay-connection-types': 'error',
  'relay-edge-types': ['error', { withEdgeSuffix: true, shouldImplementNode: false, listTypeCanWrapOnlyEdgeType: false }],
  'relay-page-info': 'error',
  'require-deprecation-reason': 'error',
  'unique-enum-value-names': 'error',
};

const complaints = new Linter({ configType: 'flat' }).verify(
  readFileSync(path, 'utf8'),
  [
    {
      files: ['**/*.graphql'],
      plugins: { '@graphql-eslint': { rules } },
      languageOptions: { parser, parserOptions: { graphQLConfig: { schema: path } } },
      rules: Object.fromEntries(Object.entries(held).map(([name, value]) => [`@graphql-eslint/${name}`, value])),
    },
  ],
  { filename: 'schema.graphql' },
);
console.log(JSON.stringify(complaints.map((m) => `${m.line}: ${m.message} (${m.ruleId})`)));
