import type { Component } from 'svelte';

/** One deed in a menu. */
export interface MenuItem {
  label: string;
  icon?: Component<{ 'aria-hidden'?: 'true' }>;
  /** A second, quiet line. */
  note?: string;
  keys?: string;
  href?: string;
  /** The link is a file to keep. */
  download?: boolean;
  run?: () => void;
  danger?: boolean;
  /** Makes it one of a choice. */
  checked?: boolean;
  /** Of these any number may be checked, one after the other: the menu stays open. */
  several?: boolean;
  /** A hairline above. */
  separator?: boolean;
}
