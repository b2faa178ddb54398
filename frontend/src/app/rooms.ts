/** The rooms of the product, as the sidebar and the dock list them. */
import Building2 from '@lucide/svelte/icons/building-2';
import Contact from '@lucide/svelte/icons/contact';
import Layers from '@lucide/svelte/icons/layers';
import MessageSquareText from '@lucide/svelte/icons/message-square-text';
import Phone from '@lucide/svelte/icons/phone';
import Settings from '@lucide/svelte/icons/settings';
import ShieldCheck from '@lucide/svelte/icons/shield-check';
import Users from '@lucide/svelte/icons/users';
import type { Component } from 'svelte';
import { m } from '$lib/paraglide/messages';
import { route } from '$lib/route';
import { waiting } from '../features/calls/waiting.svelte';
import { post } from '../features/messages/post.svelte';

/** What waits in a room. */
export interface Badge {
  /** As short as can be: “2”. */
  count: string;
  /** In words: “2 to call back”. */
  text: string;
}

export interface Room {
  label: () => string;
  href: string;
  icon: Component<{ 'aria-hidden'?: 'true' }>;
  /** `G` and then this key goes there. */
  key?: string;
  /** What lies in the room, where that is more than what lies under `href`. */
  within?: string;
  /** What the key does, for the list of keys. */
  keyLabel?: () => string;
  badge?: () => Badge | undefined;
  /** Only for those who may. */
  needs?: `${string}:${string}`;
}

/** What one serves: the upper part of the sidebar. */
export const PEOPLE: readonly Room[] = [
  {
    label: m.room_customers,
    href: route.customers(),
    icon: Users,
    key: 'c',
    keyLabel: m.key_go_customers,
  },
  {
    label: m.room_contacts,
    href: route.contacts(),
    icon: Contact,
    key: 't',
    keyLabel: m.key_go_contacts,
  },
  {
    label: m.room_companies,
    href: route.companies(),
    icon: Building2,
    key: 'b',
    keyLabel: m.key_go_companies,
  },
  {
    label: m.room_projects,
    href: route.projects(),
    icon: Layers,
    key: 'p',
    keyLabel: m.key_go_projects,
  },
];

/** What one does: under the heading Work. */
export const WORK: readonly Room[] = [
  {
    label: m.room_calls,
    href: route.calls(),
    icon: Phone,
    key: 'l',
    keyLabel: m.key_go_calls,
    badge: () => waiting.badge,
    needs: 'call:read',
  },
  {
    label: m.room_messages,
    href: route.messages(),
    icon: MessageSquareText,
    key: 'm',
    keyLabel: m.key_go_messages,
    badge: () => post.badge,
    needs: 'message:read',
  },
];

/** What belongs to none of the others: the foot of the sidebar. */
export const BELOW: readonly Room[] = [
  { label: m.room_control, href: route.people(), icon: ShieldCheck },
  { label: m.room_settings, href: route.settings(), icon: Settings, within: '/settings' },
];

/** Whether a room is where one is. */
export function isIn(room: Room, pathname: string): boolean {
  const base = room.within ?? room.href;
  return pathname === base || pathname.startsWith(`${base}/`);
}
