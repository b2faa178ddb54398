/** Keys as they are written in code (`mod+k`, `shift+o`, `g c`), on caps, and in events. */

const MAC = typeof navigator !== 'undefined' && /Mac|iPhone|iPad/.test(navigator.userAgent);

const CAPS: Record<string, string> = {
  mod: MAC ? '⌘' : 'Ctrl',
  alt: MAC ? '⌥' : 'Alt',
  shift: 'Shift',
  enter: 'Enter',
  escape: 'Esc',
  space: 'Space',
  arrowup: '↑',
  arrowdown: '↓',
  tab: 'Tab',
};

/** How a key is printed on its cap. */
export function readable(keys: string): string {
  return keys
    .split(/[+ ]/)
    .map((key) => CAPS[key.toLowerCase()] ?? (key.length === 1 ? key.toUpperCase() : key))
    .join(' ');
}

/** The name a pressed key has in the registry: `mod+k`, `shift+o`, `?`. */
export function nameOf(event: KeyboardEvent): string {
  const key = event.key === ' ' ? 'space' : event.key.toLowerCase();
  const letter = /^[a-z0-9]$/.test(key) || key.length > 1;
  const parts = [
    event.ctrlKey || event.metaKey ? 'mod' : '',
    event.altKey ? 'alt' : '',
    // Signs such as “?” already carry their Shift.
    event.shiftKey && letter ? 'shift' : '',
    event.altKey ? fromCode(event) : key,
  ];
  return parts.filter(Boolean).join('+');
}

/** With Alt a Mac types other letters; the key's place says which one was meant. */
function fromCode(event: KeyboardEvent): string {
  return /^Key[A-Z]$/.test(event.code)
    ? event.code.slice(3).toLowerCase()
    : event.key.toLowerCase();
}

/** Whether letters typed now belong to a field. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement) {
    return !['checkbox', 'radio', 'button', 'submit', 'file', 'range'].includes(target.type);
  }
  return target.isContentEditable || ['TEXTAREA', 'SELECT'].includes(target.tagName);
}
