/** The time, once a second, for what is counted while somebody looks. */

/** A moment in milliseconds that moves while the component lives and `running` holds. */
export function ticking(running: () => boolean) {
  let now = $state(Date.now());
  $effect(() => {
    if (!running()) return;
    now = Date.now();
    const timer = setInterval(() => (now = Date.now()), 1_000);
    return () => clearInterval(timer);
  });
  return {
    get now() {
      return now;
    },
  };
}
