import { paraglideVitePlugin } from '@inlang/paraglide-js';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import tailwindcss from '@tailwindcss/vite';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { schemaFacts } from './build/schema-facts.ts';
import { themeBoot } from './build/theme-boot.ts';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const backend = process.env.KITH_BACKEND ?? 'http://127.0.0.1:8000';

const testing = Boolean(process.env.VITEST);

const messages = paraglideVitePlugin({
  project: './project.inlang',
  outdir: './src/lib/paraglide',
  strategy: ['localStorage', 'preferredLanguage', 'baseLocale'],
});

export default defineConfig({
  plugins: [
    schemaFacts(here('../schema/schema.graphql')),
    themeBoot(here('./src/boot/theme.js')),
    // Both keep watching, which would hold the unit tests open; these compile the messages first.
    testing ? [] : [messages, tailwindcss()],
    svelte(),
  ],
  resolve: {
    // Vitest would otherwise pick Svelte's server build.
    conditions: testing ? ['browser'] : undefined,
    alias: { $lib: here('./src/lib'), $features: here('./src/features') },
  },
  server: {
    proxy: {
      '/graphql': { target: backend, ws: true },
      '/uploads': backend,
      '/exports': backend,
      '/hooks': backend,
      '/outbox': backend,
    },
  },
  build: {
    outDir: '../backend/static',
    emptyOutDir: true,
    // The strict policy allows no data: address, so nothing may be inlined.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 4000,
    rollupOptions: {
      input: { index: here('./index.html'), graphiql: here('./graphiql.html') },
      // Small parts that most screens share weigh less together: fewer requests, and better compressed.
      output: {
        codeSplitting: {
          groups: [{ name: 'parts', test: /\/src\/lib\/(ui|format)\//, minShareCount: 6 }],
        },
      },
      onwarn(warning, warn) {
        // GraphiQL's libraries carry hundreds of "use client" marks that mean nothing here.
        if (warning.code !== 'MODULE_LEVEL_DIRECTIVE') warn(warning);
      },
    },
  },
  test: {
    environment: 'happy-dom',
    include: ['src/**/*.test.ts', 'build/**/*.test.ts'],
    setupFiles: ['./src/test-setup.ts'],
  },
});
