/** Which screen stands at which URL. Screens are loaded when they are first opened. */
import { createRouter, type Routes } from 'sv-router';
import Home from './app/Home.svelte';
import NotFound from './app/NotFound.svelte';

export const routes = {
  '/': Home,
  '/customers': () => import('./features/customers/CustomerList.svelte'),
  '/customers/new': () => import('./features/customers/new/NewCustomer.svelte'),
  '/customers/:id': () => import('./features/customers/record/CustomerScreen.svelte'),
  '/customers/:id/:tab': () => import('./features/customers/record/CustomerScreen.svelte'),
  '/contacts': () => import('./features/contacts/ContactList.svelte'),
  '/contacts/new': () => import('./features/contacts/NewContact.svelte'),
  '/contacts/:id': () => import('./features/contacts/ContactScreen.svelte'),
  '/contacts/:id/:tab': () => import('./features/contacts/ContactScreen.svelte'),
  '/companies': () => import('./features/companies/CompanyList.svelte'),
  '/companies/new': () => import('./features/companies/NewCompany.svelte'),
  '/companies/:id': () => import('./features/companies/CompanyScreen.svelte'),
  '/companies/:id/:tab': () => import('./features/companies/CompanyScreen.svelte'),
  '/projects': () => import('./features/projects/ProjectList.svelte'),
  '/projects/new': () => import('./features/projects/ProjectList.svelte'),
  '/projects/:id': () => import('./features/projects/ProjectScreen.svelte'),
  '/projects/:id/:tab': () => import('./features/projects/ProjectScreen.svelte'),
  '/control/people': () => import('./features/contacts/Everybody.svelte'),
  '/sign-in': () => import('./features/accounts/SignInScreen.svelte'),
  '/portal': () => import('./features/portal/PortalScreen.svelte'),
  '/welcome': () => import('./features/accounts/WelcomeScreen.svelte'),
  '/calls': () => import('./features/calls/CallsScreen.svelte'),
  '/messages': () => import('./features/messages/MessagesScreen.svelte'),
  '/settings': () => import('./features/settings/SettingsScreen.svelte'),
  '/settings/:section': () => import('./features/settings/SettingsScreen.svelte'),
  '/import': () => import('./features/importing/ImportsScreen.svelte'),
  '/import/:id': () => import('./features/importing/RunScreen.svelte'),
  '*notfound': NotFound,
} satisfies Routes;

const router = createRouter(routes);

/** The current place: `here.params.id`, `here.pathname`, `here.search`. */
export const here = router.route;

/** Goes to a URL made by `route.…()`. */
export function go(url: string, options: { replace?: boolean; state?: unknown } = {}) {
  const [path = '/', search = ''] = url.split('?');
  return router.navigate(
    path as never,
    { ...options, search: search ? `?${search}` : undefined } as never,
  );
}

/** Back to where one came from. */
export const back = () => history.back();
