/** How wide the page is, where a style sheet alone cannot say what follows from it. */
import { MediaQuery } from 'svelte/reactivity';

/** A phone's width: where the style sheets change the layout. */
export const phoneWidth = new MediaQuery('max-width: 640px');
