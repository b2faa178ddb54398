/** Who is signed in and what they may do, for every screen. */
import { graphql, type ResultOf } from '$lib/graphql/graphql';

export const ViewerQuery = graphql(`
  query Viewer {
    viewer {
      user {
        id
        name
        email
      }
      account {
        id
        name
        region
        currency
      }
      permissions
      activePhoneDevice {
        id
        label
        kind
      }
      preferences {
        theme
        density
        keyboardShortcuts
      }
    }
  }
`);

export type Viewer = NonNullable<ResultOf<typeof ViewerQuery>['viewer']>;

class Session {
  viewer = $state.raw<Viewer | null>(null);

  /** Whether the viewer holds a permission, such as `customer:write`. */
  can(permission: `${string}:${string}`): boolean {
    const name = permission.replace(':', '_').toUpperCase();
    return this.viewer?.permissions.includes(name as never) ?? false;
  }
}

export const session = new Session();
