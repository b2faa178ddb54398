import { beforeEach, describe, expect, it } from 'vitest';
import { emptyDraft, forgetDraft, inputOf, isEmpty, keepDraft, startDraft } from './draft.svelte';

describe('the draft of a new customer (R034)', () => {
  beforeEach(() => localStorage.clear());

  it('starts with what an account starts with', () => {
    expect(startDraft({})).toMatchObject({
      newsletter: true,
      promotionalSms: false,
      source: 'TELEPHONE',
      registrationEmail: true,
      blocked: false,
    });
  });

  it('is still there after the page was left, under what the way here brings along', () => {
    keepDraft({ ...emptyDraft(), firstName: 'Agnieszka', lastName: 'Lis' });
    expect(startDraft({ lastName: 'Dąbrowska' })).toMatchObject({
      firstName: 'Agnieszka',
      lastName: 'Dąbrowska',
    });
  });

  it('leaves nothing behind when nothing was typed, or when it was saved', () => {
    keepDraft({ ...emptyDraft(), store: 'U3RvcmU6MQ==' });
    expect(localStorage.length).toBe(0);
    keepDraft({ ...emptyDraft(), firstName: 'A' });
    forgetDraft();
    expect(localStorage.length).toBe(0);
  });

  it('is not stopped by what somebody else put under its name', () => {
    localStorage.setItem('kith.new-customer', '{broken');
    expect(isEmpty(startDraft({}))).toBe(true);
  });

  it('sends what was typed, and nothing of what was not', () => {
    const { input, wrong } = inputOf({
      ...emptyDraft(),
      firstName: ' Zofia ',
      discount: '5',
      registrationEmail: false,
    });
    expect(wrong).toEqual({});
    expect(input).toMatchObject({
      firstName: 'Zofia',
      discount: 5,
      suppressRegistrationEmail: true,
      newsletter: true,
    });
    expect(input.lastName).toBeUndefined();
  });

  it('names the numbers that cannot be read', () => {
    const { wrong } = inputOf({ ...emptyDraft(), discount: 'a lot', paymentDays: 'soon' });
    expect(Object.keys(wrong)).toEqual(['discount', 'paymentDays']);
  });

  it('keeps what was typed into own fields, and sends that of the fields in use (R058)', () => {
    keepDraft({ ...emptyDraft(), own: { boots: ' 42 ', locker: 'B 12' } });
    const kept = startDraft({});
    expect(isEmpty(kept)).toBe(false);
    const { input } = inputOf(kept, [{ key: 'boots' }, { key: 'hat' }]);
    expect(input.customFields).toEqual([{ key: 'boots', value: '42' }]);
    expect(inputOf(kept).input.customFields).toHaveLength(2);
  });
});
