import { describe, expect, test } from 'vitest';
import { idOf, nodeHref, route, slug } from './route';

describe('URLs', () => {
  test.each(['Q3VzdG9tZXI6MTI=', 'Q3VzdG9tZXI6MQ==', 'a+b/'])(
    'the id %s comes back from its slug',
    (id) => {
      expect(slug(id)).toMatch(/^[\w-]+$/);
      expect(idOf(slug(id))).toBe(id);
    },
  );

  test('a query carries only what is set', () => {
    expect(route.customers({ view: 'blocked', country: undefined })).toBe(
      '/customers?view=blocked',
    );
    expect(route.customers()).toBe('/customers');
  });

  test('a node leads to its record; what has no screen leads nowhere', () => {
    expect(nodeHref({ __typename: 'Company', id: 'Q29tcGFueTo3' })).toBe('/companies/Q29tcGFueTo3');
    expect(nodeHref({ __typename: 'Session', id: 'x' })).toBeUndefined();
  });
});
