// What in the present schema would break a client of the published one.
// Usage: node breaking.mjs PUBLISHED PRESENT. Prints the breaking changes as one JSON list of sentences.
import { readFileSync } from 'node:fs';
import { CriticalityLevel, diff } from '@graphql-inspector/core';
import { buildSchema } from 'graphql';

const [published, present] = process.argv.slice(2).map((path) => buildSchema(readFileSync(path, 'utf8')));
const changes = await diff(published, present);
const breaking = changes.filter((change) => change.criticality.level === CriticalityLevel.Breaking);
console.log(JSON.stringify(breaking.map((change) => change.message)));
