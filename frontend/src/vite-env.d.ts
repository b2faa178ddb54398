declare module 'virtual:schema-facts' {
  export const keyless: string[];
  export const possibleTypes: Record<string, string[]>;
}
