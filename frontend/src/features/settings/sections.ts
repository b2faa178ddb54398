/** The pages of the settings, in their groups, each for those who may. */
import type { Component } from 'svelte';
import { m } from '$lib/paraglide/messages';
import { route } from '$lib/route';
import GatewaysPage from '../messages/GatewaysPage.svelte';
import OutboxPage from '../messages/OutboxPage.svelte';
import WebhooksPage from '../webhooks/WebhooksPage.svelte';
import FieldsPage from '../custom_fields/FieldsPage.svelte';
import AccountPage from './AccountPage.svelte';
import DemoPhonesPage from './DemoPhonesPage.svelte';
import ExportPage from './ExportPage.svelte';
import GroupsPage from './GroupsPage.svelte';
import KeyboardPage from './KeyboardPage.svelte';
import LinesPage from './LinesPage.svelte';
import PhonePage from './PhonePage.svelte';
import PreferencesPage from './PreferencesPage.svelte';
import ProfilePage from './ProfilePage.svelte';
import StoresPage from './StoresPage.svelte';
import TokensPage from './TokensPage.svelte';
import UsersPage from './UsersPage.svelte';

export interface Section {
  /** What stands in the URL. */
  name: string;
  label: () => string;
  needs?: `${string}:${string}`;
  page?: Component;
  /** Stands elsewhere. */
  href?: string;
}

export const GROUPS: readonly { label: () => string; sections: readonly Section[] }[] = [
  {
    label: m.settings_you,
    sections: [
      { name: 'profile', label: m.settings_profile, page: ProfilePage },
      { name: 'preferences', label: m.settings_preferences, page: PreferencesPage },
      { name: 'phone', label: m.settings_phone, needs: 'call:start', page: PhonePage },
      { name: 'keyboard', label: m.settings_keyboard, page: KeyboardPage },
    ],
  },
  {
    label: m.settings_account_group,
    sections: [
      { name: 'account', label: m.settings_account, needs: 'account:manage', page: AccountPage },
      { name: 'users', label: m.settings_users, needs: 'user:manage', page: UsersPage },
      { name: 'groups', label: m.settings_groups, needs: 'account:manage', page: GroupsPage },
      { name: 'fields', label: m.fields_title, needs: 'account:manage', page: FieldsPage },
      { name: 'stores', label: m.settings_stores, needs: 'account:manage', page: StoresPage },
    ],
  },
  {
    label: m.settings_connections,
    sections: [
      { name: 'lines', label: m.settings_lines, needs: 'line:manage', page: LinesPage },
      { name: 'demo-phones', label: m.demo_page, needs: 'call:take', page: DemoPhonesPage },
      { name: 'gateways', label: m.gateways, needs: 'line:manage', page: GatewaysPage },
      { name: 'outbox', label: m.outbox, needs: 'outbox:read', page: OutboxPage },
      { name: 'tokens', label: m.settings_tokens, needs: 'token:manage', page: TokensPage },
      { name: 'webhooks', label: m.webhooks, needs: 'webhook:manage', page: WebhooksPage },
    ],
  },
  {
    label: m.settings_data,
    sections: [
      {
        name: 'import',
        label: m.settings_import,
        needs: 'import:run',
        href: route.importing(),
      },
      { name: 'export', label: m.settings_export, needs: 'export:run', page: ExportPage },
    ],
  },
];

/** The groups with only the pages this viewer may open. */
export function openTo(can: (permission: `${string}:${string}`) => boolean) {
  return GROUPS.map((group) => ({
    ...group,
    sections: group.sections.filter((one) => !one.needs || can(one.needs)),
  })).filter((group) => group.sections.length);
}
