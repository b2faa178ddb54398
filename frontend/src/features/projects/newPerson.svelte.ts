/** Somebody new on a project: typed once, and offered from the record where they are known (R051, R056). */
import { ask } from '$lib/graphql/send';
import { m } from '$lib/paraglide/messages';
import { ownInput, type Typed } from '../custom_fields/words';
import { holderOf } from '../record/graph/finder.svelte';
import { join, type Joining } from '../record/graph/participations';
import type { Participation } from '../record/graph/queries';
import { nameOf } from '../search/hit';
import { KnownFrom } from './queries';

const EMPTY = {
  kind: 'CUSTOMER' as 'CONTACT' | 'CUSTOMER',
  name: '',
  /** A contact's alone: their names are kept apart, and never guessed apart. */
  lastName: '',
  email: '',
  phone: '',
  role: '',
  middleName: '',
  sex: '',
  birthday: '',
  passportNumber: '',
  licenceNumber: '',
};

/** Somebody on record who is to be added instead. */
export interface Offer {
  id: string;
  name: string;
  kind: 'customer' | 'contact';
  /** How they are known. */
  text: string;
}

export class NewPersonForm {
  draft = $state({ ...EMPTY });
  /** What was typed into the account's own fields, for each kind. */
  own = $state<Record<'CONTACT' | 'CUSTOMER', Typed>>({ CONTACT: {}, CUSTOMER: {} });
  errors = $state.raw<Record<string, string>>({});
  offer = $state.raw<Offer | null>(null);
  busy = $state(false);
  #project: string;

  constructor(project: string) {
    this.#project = project;
  }

  /** Looks, when the e-mail or the phone field is left, whether somebody has it. */
  async left(field: 'email' | 'phone') {
    const text = this.draft[field].trim();
    if (text.length < 5) return;
    const hit = await holderOf(field === 'email' ? 'EMAIL' : 'PHONE', text);
    if (!hit || this.draft[field].trim() !== text) return;
    const sentence = field === 'email' ? m.projects_known_email() : m.projects_known_phone();
    const kind = hit.node.__typename === 'Customer' ? 'customer' : 'contact';
    const offer = { id: hit.node.id, name: nameOf(hit.node), kind } as const;
    this.offer = { ...offer, text: sentence };
    const from = await knownFrom(offer.id);
    if (from && this.offer?.id === offer.id) this.offer = { ...offer, text: from };
  }

  /** Told when something is typed: what was said of it no longer holds. */
  typed(field: string) {
    if (field === 'email' || field === 'phone') this.offer = null;
    if (!this.errors[field]) return;
    const { [field]: _gone, ...rest } = this.errors;
    this.errors = rest;
  }

  /** Makes the person and puts them on the project; answers nothing after saying what is in the way. */
  async add(): Promise<Participation | null> {
    if (!this.draft.name.trim()) {
      this.errors = { name: m.projects_name_missing() };
      return null;
    }
    const { role, name, lastName, ...rest } = $state.snapshot(this.draft);
    const typed =
      rest.kind === 'CONTACT' ? { ...rest, firstName: name, lastName } : { ...rest, name };
    const person = Object.fromEntries(
      Object.entries(typed).filter(([, value]) => value.trim() !== ''),
    );
    return this.#joined({
      new: { ...person, ...ownInput(this.own[this.draft.kind]) } as never,
      role: role.trim(),
    });
  }

  /** Puts the one who is known on the project, with the part typed. */
  addKnown(id: string): Promise<Participation | null> {
    return this.#joined({ person: id, role: this.draft.role.trim() });
  }

  clear() {
    this.draft = { ...EMPTY, kind: this.draft.kind };
    this.own = { CONTACT: {}, CUSTOMER: {} };
    this.errors = {};
    this.offer = null;
  }

  async #joined(input: Parameters<typeof join>[1]): Promise<Participation | null> {
    this.busy = true;
    const outcome = await join(this.#project, input);
    this.busy = false;
    this.errors = named(outcome.errors);
    const known = outcome.known;
    if (known?.person) {
      const { id, displayName: name, __typename } = known.person;
      const kind = __typename === 'Customer' ? 'customer' : 'contact';
      this.offer = { id, name, kind, text: known.sentence };
    }
    if (known && !known.person) this.errors = { '': known.message };
    return outcome.joined ?? null;
  }
}

/** On which project somebody is, or was before it was deleted; nothing for one on none (R056). */
async function knownFrom(id: string): Promise<string | undefined> {
  const node = (await ask(KnownFrom, { id }))?.node;
  if (!node || !('participations' in node)) return undefined;
  const [here, before] = [node.participations[0], node.formerParticipations[0]];
  if (here) return m.projects_known_on({ name: here.project.name });
  return before && m.projects_known_was_on({ name: before.project.name });
}

/** The form's own names for what the server calls otherwise. */
function named({ firstName, number, address, ...rest }: Joining['errors']) {
  return {
    ...rest,
    ...(firstName && { name: firstName }),
    ...(number && { phone: number }),
    ...(address && { email: address }),
  };
}
