/** Code that the first list can do without: it is fetched while the page rests, or by the first call. */

export const callCard = () => import('./FloatingCall.svelte');
