/** Which server a worker of Playwright asks: one for each, so that no test sees what another does. */
export const workers = process.env.KITH_E2E_URL ? 1 : Number(process.env.KITH_E2E_WORKERS ?? 1);

const first = Number(process.env.KITH_E2E_PORT ?? 8437);

/** The port of a worker's server. */
export const portOf = (worker: number) => first + 1_000 * worker;

/** The address of the server of the worker that asks; the name of one already running goes first. */
export const origin =
  process.env.KITH_E2E_URL ??
  `http://127.0.0.1:${portOf(Number(process.env.TEST_PARALLEL_INDEX ?? 0))}`;
