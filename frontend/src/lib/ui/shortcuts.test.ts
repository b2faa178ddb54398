import { describe, expect, test, vi } from 'vitest';
import { isTyping, nameOf, readable } from './keys';
import { shortcuts, type Shortcut } from './shortcuts.svelte';

const press = (init: KeyboardEventInit, target: HTMLElement = document.body) => {
  const event = new KeyboardEvent('keydown', { bubbles: true, cancelable: true, ...init });
  Object.defineProperty(event, 'target', { value: target });
  shortcuts.press(event);
  return event;
};
const shortcut = (keys: string, extra: Partial<Shortcut> = {}): Shortcut => ({
  keys,
  label: keys,
  group: 'Test',
  run: vi.fn(),
  ...extra,
});

describe('keys', () => {
  test.each([
    [{ key: 'k', ctrlKey: true }, 'mod+k'],
    [{ key: 'k', metaKey: true }, 'mod+k'],
    [{ key: 'D', shiftKey: true }, 'shift+d'],
    [{ key: '?', shiftKey: true }, '?'],
    [{ key: ' ' }, 'space'],
    [{ key: 'ń', altKey: true, code: 'KeyN' }, 'alt+n'],
  ])('%j is %s', (init, name) => {
    expect(nameOf(new KeyboardEvent('keydown', init))).toBe(name);
  });

  test('caps read as people know them', () => {
    expect(readable('mod+k')).toBe('Ctrl K');
    expect(readable('arrowup')).toBe('↑');
  });

  test('a tick box is not typed in, an input is', () => {
    const input = document.createElement('input');
    expect(isTyping(input)).toBe(true);
    input.type = 'checkbox';
    expect(isTyping(input)).toBe(false);
  });
});

describe('shortcuts (R100)', () => {
  test('a key of the page does nothing for whoever is in a sheet; a ringing call’s does', () => {
    const [page, call] = [shortcut('c'), shortcut('a', { urgent: true })];
    const stop = shortcuts.add([page, call]);
    const sheet = document.createElement('div');
    sheet.setAttribute('role', 'dialog');
    press({ key: 'c' }, sheet);
    press({ key: 'a' }, sheet);
    expect(page.run).not.toHaveBeenCalled();
    expect(call.run).toHaveBeenCalledOnce();
    press({ key: 'c' });
    expect(page.run).toHaveBeenCalledOnce();
    stop();
  });

  test('a letter runs its deed, but never while somebody types', () => {
    const one = shortcut('n');
    const remove = shortcuts.add([one]);
    press({ key: 'n' }, document.createElement('input'));
    expect(one.run).not.toHaveBeenCalled();
    expect(press({ key: 'n' }).defaultPrevented).toBe(true);
    expect(one.run).toHaveBeenCalledOnce();
    remove();
    press({ key: 'n' });
    expect(one.run).toHaveBeenCalledOnce();
  });

  test('two letters in turn go somewhere', () => {
    const go = shortcut('g c');
    const remove = shortcuts.add([go]);
    press({ key: 'g' });
    press({ key: 'c' });
    expect(go.run).toHaveBeenCalledOnce();
    remove();
  });

  test('the later of two deeds on one key wins, and all are listed', () => {
    const [early, late] = [shortcut('q'), shortcut('q')];
    const remove = shortcuts.add([early, late]);
    press({ key: 'q' });
    expect(late.run).toHaveBeenCalledOnce();
    expect(early.run).not.toHaveBeenCalled();
    expect(shortcuts.groups.get('Test')).toHaveLength(2);
    remove();
  });

  test('a key that is only listed is left to the element that listens', () => {
    const remove = shortcuts.add([{ keys: 'enter', label: 'Open', group: 'Test' }]);
    expect(press({ key: 'Enter' }).defaultPrevented).toBe(false);
    expect(shortcuts.groups.get('Test')).toHaveLength(1);
    remove();
  });

  test('behind a dialog only keys that work in fields do', () => {
    const [letter, everywhere] = [shortcut('n'), shortcut('mod+k', { inFields: true })];
    const remove = shortcuts.add([letter, everywhere]);
    shortcuts.suspended = 1;
    press({ key: 'n' });
    press({ key: 'k', ctrlKey: true });
    shortcuts.suspended = 0;
    expect(letter.run).not.toHaveBeenCalled();
    expect(everywhere.run).toHaveBeenCalledOnce();
    remove();
  });
});
