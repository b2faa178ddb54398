/** Every URL of the product as a function, and the way between ids and what stands in a URL. */

/** A global id without the signs a path would have to escape. */
export function slug(id: string): string {
  return id.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

/** The global id a slug stands for. */
export function idOf(slugged: string | undefined): string {
  const plain = (slugged ?? '').replaceAll('-', '+').replaceAll('_', '/');
  return plain.padEnd(Math.ceil(plain.length / 4) * 4, '=');
}

/** Adds what is set of a query string. */
function withQuery(path: string, query: Record<string, string | undefined>): string {
  const set = Object.entries(query).filter((pair): pair is [string, string] => Boolean(pair[1]));
  return set.length ? `${path}?${new URLSearchParams(set)}` : path;
}

export type CustomerView = 'all' | 'do-not-call' | 'blocked' | 'deleted';

export const route = {
  home: () => '/',
  signIn: (next?: string) => withQuery('/sign-in', { next }),
  welcome: () => '/welcome',
  portal: () => '/portal',
  customers: (query: Record<string, string | undefined> = {}) => withQuery('/customers', query),
  newCustomer: (query: { name?: string; phone?: string; email?: string } = {}) =>
    withQuery('/customers/new', query),
  customer: (id: string, tab?: string) => `/customers/${slug(id)}${tab ? `/${tab}` : ''}`,
  contacts: (query: Record<string, string | undefined> = {}) => withQuery('/contacts', query),
  newContact: () => '/contacts/new',
  contact: (id: string, tab?: string) => `/contacts/${slug(id)}${tab ? `/${tab}` : ''}`,
  companies: (query: Record<string, string | undefined> = {}) => withQuery('/companies', query),
  newCompany: () => '/companies/new',
  company: (id: string, tab?: string) => `/companies/${slug(id)}${tab ? `/${tab}` : ''}`,
  projects: (query: Record<string, string | undefined> = {}) => withQuery('/projects', query),
  newProject: () => '/projects/new',
  project: (id: string, tab?: string) => `/projects/${slug(id)}${tab ? `/${tab}` : ''}`,
  calls: (query: Record<string, string | undefined> = {}) => withQuery('/calls', query),
  messages: (query: Record<string, string | undefined> = {}) => withQuery('/messages', query),
  people: (query: Record<string, string | undefined> = {}) => withQuery('/control/people', query),
  importing: () => '/import',
  importRun: (id: string) => `/import/${slug(id)}`,
  settings: (section = 'preferences') => `/settings/${section}`,
  graphiql: () => '/graphiql',
};

/** Where a node of the graph is opened. */
export function nodeHref(node: { __typename: string; id: string }): string | undefined {
  switch (node.__typename) {
    case 'Customer':
      return route.customer(node.id);
    case 'Contact':
      return route.contact(node.id);
    case 'Company':
      return route.company(node.id);
    case 'Project':
      return route.project(node.id);
    default:
      return undefined;
  }
}
