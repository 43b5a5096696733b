/** An order to stop: the signal that brought it, and the how manyth it is. */
export type StopOrder = { readonly signal: NodeJS.Signals; readonly count: number };

/**
 * Calls the listener with every order to stop: Ctrl-C, a signal, or the death of the process that started us with a
 * channel (tools/bootstrap.mjs), which counts as a hang-up.
 */
export function onStopOrder(listener: (order: StopOrder) => void): void {
  let count = 0;
  const order = (signal: NodeJS.Signals) => listener({ signal, count: ++count });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, order);
  process.on("disconnect", () => order("SIGHUP"));
  // Listening alone is no reason to keep running.
  process.channel?.unref();
}
