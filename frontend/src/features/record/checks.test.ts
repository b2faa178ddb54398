import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Check, type Finding } from './checks.svelte';

const free: Finding = {
  message: '',
  possible: true,
  owner: null,
  ownerDeleted: false,
  masked: false,
  label: '',
  written: '+48 601 412 233',
};

describe('Check (R004, R035)', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('asks a moment after the last letter, once', async () => {
    const ask = vi.fn(async () => free);
    const check = new Check(ask);
    check.typed('60141');
    check.typed('601412233');
    await vi.advanceTimersByTimeAsync(300);
    expect(ask.mock.calls).toEqual([['601412233']]);
    expect(check.finding).toEqual(free);
  });

  it('does not ask about what is too short to be one', async () => {
    const ask = vi.fn(async () => free);
    new Check(ask).typed('601');
    await vi.advanceTimersByTimeAsync(1_000);
    expect(ask).not.toHaveBeenCalled();
  });

  it('drops an answer that comes after a newer question', async () => {
    const answers: ((finding: Finding) => void)[] = [];
    const check = new Check(() => new Promise((resolve) => answers.push(resolve)));
    const first = check.left('601412233');
    const second = check.left('601412234');
    answers[1]!({ ...free, written: 'second' });
    await second;
    answers[0]!({ ...free, written: 'first' });
    await first;
    expect(check.finding?.written).toBe('second');
  });

  it('is taken where another customer has it, seen or not', async () => {
    const check = new Check(async () => ({ ...free, masked: true }));
    await check.left('601412233');
    expect(check.taken).toBe(true);
  });

  it('says nothing of a text that has changed since', async () => {
    const check = new Check(async () => ({ ...free, masked: true }));
    await check.left('601412233');
    check.typed('60141223');
    expect(check.taken).toBe(false);
  });
});
