/** A panel of GraphiQL: how to sign in, and an operation for every screen. */
import { type GraphiQLPlugin, useGraphiQL, useGraphiQLActions } from '@graphiql/react';
import { EXAMPLES, type Example } from './examples';

function useOpenExample() {
  const queryEditor = useGraphiQL((state) => state.queryEditor);
  const variableEditor = useGraphiQL((state) => state.variableEditor);
  const { addTab } = useGraphiQLActions();
  return (example: Example) => {
    // What stands in the open tab is somebody's work: an example gets a tab of its own.
    if (queryEditor?.getValue().trim()) addTab();
    queryEditor?.setValue(example.query);
    variableEditor?.setValue(example.variables ? JSON.stringify(example.variables, null, 2) : '');
  };
}

function Panel() {
  const open = useOpenExample();
  return (
    <section aria-label="Examples">
      <h2 className="kith-title">Sign in</h2>
      <p className="kith-text">
        In a browser that is <a href="/sign-in?next=/graphiql">signed in to Kith</a> everything here
        runs as you. A program sends a token instead: make one under{' '}
        <a href="/settings/tokens">Settings, API tokens</a>, and put it into Headers below:{' '}
        <code>{'{"Authorization": "Bearer …"}'}</code>
      </p>
      <p className="kith-text">
        Every answer ends with <code>extensions.cost</code>: what the operation cost, how much one
        may cost, what is left, and how many SQL statements it took.
      </p>
      <h2 className="kith-title">Examples</h2>
      <ul className="kith-examples">
        {EXAMPLES.map((example) => (
          <li key={example.title}>
            <button type="button" onClick={() => open(example)}>
              {example.title}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

const Icon = () => (
  <svg
    viewBox="0 0 24 24"
    width="20"
    height="20"
    fill="none"
    stroke="currentColor"
    strokeWidth="1.75"
    aria-hidden="true"
  >
    <path d="M4 5h16M4 12h16M4 19h10" />
  </svg>
);

export const EXAMPLES_PLUGIN: GraphiQLPlugin = { title: 'Examples', icon: Icon, content: Panel };
