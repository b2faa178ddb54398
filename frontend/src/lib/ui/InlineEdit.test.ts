import { render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { describe, expect, test, vi } from 'vitest';
import InlineEdit from './InlineEdit.svelte';

function field(save: (next: string) => Promise<string | null>) {
  render(InlineEdit, { label: 'Role', value: 'fitter', save });
  return userEvent.setup();
}

describe('editing in place (R001)', () => {
  test('Enter saves what was typed, and the new value stands at once', async () => {
    const save = vi.fn(() => new Promise<null>(() => {}));
    const user = field(save);
    await user.click(screen.getByRole('button', { name: /Role: fitter/ }));
    await user.clear(screen.getByRole('textbox', { name: 'Role' }));
    await user.keyboard('owner{Enter}');
    expect(save).toHaveBeenCalledExactlyOnceWith('owner');
    expect(screen.getByRole('button', { name: /Role: owner/ })).toBeTruthy();
  });

  test('Escape restores and sends nothing', async () => {
    const save = vi.fn(async () => null);
    const user = field(save);
    await user.click(screen.getByRole('button', { name: /Role/ }));
    await user.keyboard('owner{Escape}');
    expect(save).not.toHaveBeenCalled();
    expect(screen.getByRole('button', { name: /Role: fitter/ })).toBeTruthy();
  });

  test('what is refused stays open with the typed text and its reason', async () => {
    const user = field(async () => 'There is no such role.');
    await user.click(screen.getByRole('button', { name: /Role/ }));
    await user.clear(screen.getByRole('textbox'));
    await user.keyboard('ownr{Enter}');
    const input = await screen.findByRole<HTMLInputElement>('textbox', { name: 'Role' });
    expect(input.value).toBe('ownr');
    expect(input.getAttribute('aria-invalid')).toBe('true');
    expect(screen.getByRole('alert').textContent).toBe('There is no such role.');
  });

  test('“saving” is said only after 400 ms', async () => {
    const user = field(() => new Promise((done) => setTimeout(() => done(null), 700)));
    await user.click(screen.getByRole('button', { name: /Role/ }));
    await user.keyboard('x{Enter}');
    expect(screen.queryByText('saving')).toBeNull();
    expect(await screen.findByText('saving')).toBeTruthy();
  });

  test('leaving an unchanged value sends nothing', async () => {
    const save = vi.fn(async () => null);
    const user = field(save);
    await user.click(screen.getByRole('button', { name: /Role/ }));
    await user.tab();
    expect(save).not.toHaveBeenCalled();
  });
});
