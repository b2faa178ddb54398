/** Reads from the printed schema what the cache has to know, so that nobody lists types by hand. */
import { buildSchema, isAbstractType, isInterfaceType, isObjectType } from 'graphql';
import { readFileSync } from 'node:fs';
import type { Plugin } from 'vite';

const VIRTUAL = 'virtual:schema-facts';
const ROOTS = new Set(['Query', 'Mutation', 'Subscription']);

export interface SchemaFacts {
  /** Object types without an `id`: they are stored inside what holds them. */
  keyless: string[];
  /** Interfaces and unions with the object types that may stand for them. */
  possibleTypes: Record<string, string[]>;
}

/** The facts of one schema, given as SDL. */
export function factsOf(sdl: string): SchemaFacts {
  const schema = buildSchema(sdl, { assumeValidSDL: true });
  const types = Object.values(schema.getTypeMap()).filter((type) => !type.name.startsWith('__'));
  const keyless = types
    .filter((type) => isObjectType(type) && !ROOTS.has(type.name) && !('id' in type.getFields()))
    .map((type) => type.name);
  const possibleTypes = Object.fromEntries(
    types
      .filter((type) => isAbstractType(type) || isInterfaceType(type))
      .map((type) => [type.name, schema.getPossibleTypes(type as never).map((one) => one.name)]),
  );
  return { keyless, possibleTypes };
}

/** Serves the facts as the module `virtual:schema-facts`. */
export function schemaFacts(path: string): Plugin {
  return {
    name: 'kith-schema-facts',
    resolveId: (id) => (id === VIRTUAL ? `\0${VIRTUAL}` : undefined),
    load(id) {
      if (id !== `\0${VIRTUAL}`) return;
      this.addWatchFile(path);
      const { keyless, possibleTypes } = factsOf(readFileSync(path, 'utf8'));
      return `export const keyless = ${JSON.stringify(keyless)};\nexport const possibleTypes = ${JSON.stringify(possibleTypes)};\n`;
    },
  };
}
