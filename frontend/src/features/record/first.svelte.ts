/**
 * The first value something had for a record, until another record stands there: a subscription
 * begins after the event its record was read at, and later readings must not start it anew.
 */
export function firstOf<Value>(
  key: () => unknown,
  read: () => Value | undefined,
): { readonly value: Value | undefined } {
  let kept = $state.raw<{ key: unknown; value: Value }>();
  $effect(() => {
    const now = key();
    const value = read();
    if (value !== undefined && kept?.key !== now) kept = { key: now, value };
  });
  return {
    get value() {
      return kept && kept.key === key() ? kept.value : undefined;
    },
  };
}
