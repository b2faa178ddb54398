/** Which rows of an import are shown. */
export const SHOWN = ['all', 'create', 'update', 'unchanged', 'refused', 'partial'] as const;
export type Shown = (typeof SHOWN)[number];
