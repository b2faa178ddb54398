import svelte from 'eslint-plugin-svelte';
import tseslint from 'typescript-eslint';
import svelteConfig from './svelte.config.js';

const NOT_OURS = ['src/lib/paraglide/**', 'src/lib/graphql/graphql-env.d.ts', 'test-results/**'];

export default tseslint.config(
  { ignores: NOT_OURS },
  ...tseslint.configs.recommended,
  ...svelte.configs.recommended,
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser: tseslint.parser, svelteConfig } },
  },
  {
    rules: {
      // Links are made by lib/route.ts, not by SvelteKit's resolver.
      'svelte/no-navigation-without-resolve': 'off',
      // Held in $state.raw and replaced as a whole: nobody reads a change inside.
      'svelte/prefer-svelte-reactivity': 'off',
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_' },
      ],
    },
  },
);
