/** Light, dark, or as the system says; kept on this computer and put on <html> by src/boot/theme.js at the next start. */

export type ThemeChoice = 'light' | 'dark' | 'system';
export type Density = 'normal' | 'compact' | 'roomy';

function stored(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

function store(key: string, value: string | null) {
  try {
    if (value === null) localStorage.removeItem(key);
    else localStorage.setItem(key, value);
  } catch {
    // Without storage the choice lasts as long as the window.
  }
}

class Appearance {
  #theme = $state<ThemeChoice>((stored('kith.theme') as ThemeChoice | null) ?? 'system');
  #density = $state<Density>((stored('kith.density') as Density | null) ?? 'normal');

  get theme(): ThemeChoice {
    return this.#theme;
  }
  set theme(next: ThemeChoice) {
    this.#theme = next;
    store('kith.theme', next === 'system' ? null : next);
    mark('theme', next === 'system' ? null : next);
  }

  get density(): Density {
    return this.#density;
  }
  set density(next: Density) {
    this.#density = next;
    store('kith.density', next === 'normal' ? null : next);
    mark('density', next === 'normal' ? null : next);
  }

  /** From light to dark to the system's, and round again. */
  cycle() {
    const order: ThemeChoice[] = ['light', 'dark', 'system'];
    this.theme = order[(order.indexOf(this.#theme) + 1) % order.length] ?? 'system';
  }
}

function mark(name: 'theme' | 'density', value: string | null) {
  if (value === null) delete document.documentElement.dataset[name];
  else document.documentElement.dataset[name] = value;
}

export const appearance = new Appearance();
