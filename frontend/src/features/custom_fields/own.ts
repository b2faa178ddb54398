/** What the name of an own field begins with wherever fields are named: in the log, in conflicts. */
export const OWN = 'custom.';
