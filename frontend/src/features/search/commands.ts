/** What one can do from the palette, besides opening something. */
import Building2 from '@lucide/svelte/icons/building-2';
import Contact from '@lucide/svelte/icons/contact';
import Layers from '@lucide/svelte/icons/layers';
import ListFilter from '@lucide/svelte/icons/list-filter';
import LogOut from '@lucide/svelte/icons/log-out';
import Moon from '@lucide/svelte/icons/moon';
import Phone from '@lucide/svelte/icons/phone';
import Settings from '@lucide/svelte/icons/settings';
import Upload from '@lucide/svelte/icons/upload';
import UserPlus from '@lucide/svelte/icons/user-plus';
import type { Component } from 'svelte';
import { m } from '$lib/paraglide/messages';
import { route } from '$lib/route';
import { appearance } from '$lib/ui/theme.svelte';
import { leave } from '../../app/leave';
import { PEOPLE, WORK } from '../../app/rooms';
import { session } from '../../app/session.svelte';
import { go } from '../../router';
import { dialler } from '../calls/dialler.svelte';
import { nameOf } from './hit';
import type { Hit } from './queries';

export interface Command {
  label: string;
  icon: Component<{ 'aria-hidden'?: 'true' }>;
  run: () => void;
  /** `alt+n` works while the palette is open. */
  keys?: string;
}

const at = (url: string) => () => void go(url);

/** What the words typed would begin a new customer with. */
export function seedOf(text: string): { name?: string; phone?: string; email?: string } {
  const trimmed = text.trim();
  if (!trimmed) return {};
  if (trimmed.includes('@')) return { email: trimmed };
  if (/^[+(]?[\d\s().\-/]{5,}$/.test(trimmed)) return { phone: trimmed };
  return { name: trimmed };
}

function newLabel(text: string): string {
  const seed = seedOf(text);
  if (seed.email) return m.search_new_email();
  if (seed.phone) return m.search_new_number();
  return seed.name ? m.search_new_named({ text: seed.name }) : m.search_new_customer();
}

/** Calling whoever is pointed at: by the number that was found, else by their main one. */
export function callOf(hit: Hit | undefined): Command[] {
  const node = hit?.node;
  if (!node || !('phones' in node) || !dialler.ready) return [];
  const found = hit.matched.find((match) => match.field === 'PHONE')?.text.replace(/[^\d+]/g, '');
  const phone =
    node.phones.find((one) => found && one.international.replace(/[^\d+]/g, '') === found) ??
    node.phones.find((one) => one.main) ??
    node.phones[0];
  if (!phone) return [];
  return [
    {
      label: m.search_call({ name: nameOf(node), number: phone.international }),
      icon: Phone,
      run: () => void dialler.call({ phone: phone.id }),
      keys: 'alt+c',
    },
  ];
}

/** The deeds offered below the hits; `customers` says how many customers were found, as it is written. */
export function deedsFor(text: string, customers?: string): Command[] {
  const deeds: Command[] = [];
  if (session.can('customer:write')) {
    const run = at(route.newCustomer(seedOf(text)));
    deeds.push({ label: newLabel(text), icon: UserPlus, run, keys: 'alt+n' });
  }
  if (customers) {
    const label = m.search_show_all({ count: customers });
    deeds.push({ label, icon: ListFilter, run: at(route.customers({ text })) });
  }
  return deeds;
}

/** Everything one can command, narrowed by what is typed behind `>`. */
export function commands(text: string): Command[] {
  const rooms = [...PEOPLE, ...WORK].map((room) => ({
    label: room.keyLabel?.() ?? room.label(),
    icon: room.icon,
    run: at(room.href),
  }));
  const makers: [Parameters<typeof session.can>[0], Command][] = [
    [
      'customer:write',
      { label: m.search_new_customer(), icon: UserPlus, run: at(route.newCustomer()) },
    ],
    [
      'contact:write',
      { label: m.search_new_contact(), icon: Contact, run: at(route.newContact()) },
    ],
    [
      'company:write',
      { label: m.search_new_company(), icon: Building2, run: at(route.newCompany()) },
    ],
    ['project:write', { label: m.search_new_project(), icon: Layers, run: at(route.newProject()) }],
    ['import:run', { label: m.search_import(), icon: Upload, run: at(route.importing()) }],
  ];
  const all = [
    ...makers.filter(([permission]) => session.can(permission)).map(([, command]) => command),
    ...rooms,
    { label: m.room_settings(), icon: Settings, run: at(route.settings()) },
    { label: m.search_theme(), icon: Moon, run: () => appearance.cycle() },
    { label: m.sign_out(), icon: LogOut, run: () => void leave() },
  ];
  const wanted = text.trim().toLocaleLowerCase().split(/\s+/);
  return all.filter(({ label }) =>
    wanted.every((word) => label.toLocaleLowerCase().includes(word)),
  );
}
