/** The roles of an account, in the order of what they may. */
import { m } from '$lib/paraglide/messages';
import type { UserRow } from './queries';

export type Role = UserRow['roles'][number];

export const ROLES: readonly { value: Role; label: () => string; text: () => string }[] = [
  { value: 'CRM_ADMIN', label: m.settings_role_admin, text: m.settings_role_admin_text },
  { value: 'CRM_MANAGER', label: m.settings_role_manager, text: m.settings_role_manager_text },
  { value: 'CRM_SALES', label: m.settings_role_sales, text: m.settings_role_sales_text },
  {
    value: 'CRM_MARKETEER',
    label: m.settings_role_marketeer,
    text: m.settings_role_marketeer_text,
  },
];

export const roleName = (role: Role) => ROLES.find((one) => one.value === role)?.label() ?? role;
