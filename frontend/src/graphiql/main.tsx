/** GraphiQL on the product's own server: explorer, history, examples; nothing is fetched from elsewhere. */
import './workers';
import { explorerPlugin } from '@graphiql/plugin-explorer';
import '@graphiql/plugin-explorer/style.css';
import { HISTORY_PLUGIN } from '@graphiql/plugin-history';
import '@graphiql/plugin-history/style.css';
import { createGraphiQLFetcher } from '@graphiql/toolkit';
import { GraphiQL } from 'graphiql';
import 'graphiql/style.css';
import { createClient } from 'graphql-ws';
import { createRoot } from 'react-dom/client';
import { EXAMPLES } from './examples';
import { EXAMPLES_PLUGIN } from './ExamplesPanel';
import './page.css';

const socket = location.protocol === 'https:' ? 'wss' : 'ws';
const fetcher = createGraphiQLFetcher({
  url: '/graphql',
  wsClient: createClient({
    url: `${socket}://${location.host}/graphql`,
    lazy: true,
    retryAttempts: Infinity,
    shouldRetry: () => true,
  }),
});
const asked = new URLSearchParams(location.search).get('query') ?? undefined;
const plugins = [HISTORY_PLUGIN, explorerPlugin({ showAttribution: false }), EXAMPLES_PLUGIN];

/** Where there is no room for both, the editor stands alone and the examples are a press away. */
const roomy = window.matchMedia('(min-width: 641px)').matches;

const target = document.getElementById('graphiql');
if (target) {
  createRoot(target).render(
    <GraphiQL
      fetcher={fetcher}
      plugins={plugins}
      initialQuery={asked}
      defaultQuery={EXAMPLES[0]?.query}
      visiblePlugin={roomy ? EXAMPLES_PLUGIN : undefined}
    >
      <GraphiQL.Logo>
        <a className="kith-home" href="/">
          Kith
        </a>
      </GraphiQL.Logo>
    </GraphiQL>,
  );
}
