import { expect, test, vi } from 'vitest';
import { typedAhead } from './typed-ahead';

function press(key: string, more: KeyboardEventInit = {}) {
  const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...more });
  document.body.dispatchEvent(event);
  return event;
}

test('letters typed ahead are kept, with what was taken back, and reach no key of the page', () => {
  let text = '';
  const page = vi.fn();
  window.addEventListener('keydown', page);
  const stop = typedAhead((edit) => (text = edit(text)));
  for (const key of ['k', 'o', 'x', 'Backspace', 'w']) press(key);
  expect(text).toBe('kow');
  expect(page).not.toHaveBeenCalled();
  stop();
  press('j');
  expect(text).toBe('kow');
  expect(page).toHaveBeenCalledOnce();
  window.removeEventListener('keydown', page);
});

test('keys with Ctrl and keys that write nothing go their way', () => {
  const onedit = vi.fn();
  const stop = typedAhead(onedit);
  expect(press('a', { ctrlKey: true }).defaultPrevented).toBe(false);
  expect(press('ArrowDown').defaultPrevented).toBe(false);
  expect(onedit).not.toHaveBeenCalled();
  stop();
});
