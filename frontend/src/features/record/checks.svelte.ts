/** Asks, while somebody types, whether a number or an address can be one and who has it already (R004, R035). */
import { graphql, type ResultOf } from '$lib/graphql/graphql';
import { ask } from '$lib/graphql/send';

const PhoneCheckQuery = graphql(`
  query PhoneCheck($number: String!, $region: String, $customer: ID) {
    phoneCheck(number: $number, region: $region, customer: $customer) {
      e164
      international
      message
      ownerDeleted
      masked
      label
      owner {
        id
        displayName
        nameParts {
          text
          family
        }
        number
        deletedAt
      }
    }
  }
`);

const EmailCheckQuery = graphql(`
  query EmailCheck($address: String!, $customer: ID) {
    emailCheck(address: $address, customer: $customer) {
      address
      message
      ownerDeleted
      masked
      owner {
        id
        displayName
        nameParts {
          text
          family
        }
        number
        deletedAt
      }
    }
  }
`);

type PhoneFinding = ResultOf<typeof PhoneCheckQuery>['phoneCheck'];
export type Owner = NonNullable<PhoneFinding['owner']>;

/** What a check came to, in the terms both kinds share. */
export interface Finding {
  /** What is wrong with it or doubtful about it; empty when all is well. */
  message: string;
  /** Whether it can be one at all. */
  possible: boolean;
  owner: Owner | null;
  ownerDeleted: boolean;
  /** Somebody the viewer may not see has it. */
  masked: boolean;
  /** The owner's name for it. */
  label: string;
  /** How a number is written, once it is one. */
  written: string;
}

type Question = (text: string) => Promise<Finding | null>;

const WHILE_TYPING_MS = 250;

/** The state of one field's check: it follows the text, and an answer that came too late is dropped. */
export class Check {
  finding = $state.raw<Finding | null>(null);
  asking = $state(false);
  #ask: Question;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #asked = '';

  constructor(question: Question) {
    this.#ask = question;
  }

  /** Whether saving now would be refused because of somebody else. */
  get taken(): boolean {
    return Boolean(this.finding && (this.finding.owner || this.finding.masked));
  }

  /** Asks a moment after the last letter; a number is only doubted once its field is left. */
  typed(text: string) {
    clearTimeout(this.#timer);
    if (text.trim() !== this.#asked) this.finding = null;
    if (text.trim().length < 5) return;
    this.#timer = setTimeout(() => void this.left(text), WHILE_TYPING_MS);
  }

  /** Asks at once, as when the field is left. */
  async left(text: string): Promise<void> {
    clearTimeout(this.#timer);
    const asked = text.trim();
    if (asked === this.#asked && this.finding) return;
    this.#asked = asked;
    this.finding = null;
    if (!asked) return;
    this.asking = true;
    const found = await this.#ask(asked);
    if (asked !== this.#asked) return;
    this.asking = false;
    this.finding = found;
  }

  /** Asks again, as after the owner was restored or changed. */
  async again(): Promise<void> {
    const text = this.#asked;
    this.#asked = '';
    await this.left(text);
  }

  forget() {
    clearTimeout(this.#timer);
    this.#asked = '';
    this.finding = null;
  }
}

/** A check of telephone numbers for one customer, or for a new one. */
export function phoneCheck(of: () => { customer?: string; region?: string }): Check {
  return new Check(async (number) => {
    const found = (await ask(PhoneCheckQuery, { number, ...of() }))?.phoneCheck;
    if (!found) return null;
    const { label, e164, international } = found;
    return { ...held(found), label, possible: e164 !== null, written: international ?? '' };
  });
}

/** A check of e-mail addresses for one customer, or for a new one. */
export function emailCheck(of: () => { customer?: string }): Check {
  return new Check(async (address) => {
    const found = (await ask(EmailCheckQuery, { address, ...of() }))?.emailCheck ?? null;
    return found && { ...held(found), label: '', possible: found.address !== null, written: '' };
  });
}

type Held = Pick<PhoneFinding, 'message' | 'owner' | 'ownerDeleted' | 'masked'>;

function held({ message, owner, ownerDeleted, masked }: Held): Held {
  return { message, owner, ownerDeleted, masked };
}
