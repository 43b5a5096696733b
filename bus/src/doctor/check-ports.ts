import type { Settings } from "../settings.ts";
import { isFree } from "../start/ports.ts";
import { failed, ok, type Finding } from "./check.ts";

type Listener = { readonly name: "ingress" | "admin"; readonly port: number; readonly variable: string };

/** Whether the ports of ingress and admin API are free, or are Spindle's own already. */
export async function checkPorts(settings: Settings, request: typeof fetch): Promise<readonly Finding[]> {
  const listeners: readonly Listener[] = [
    { name: "ingress", port: settings.ingressPort, variable: "SPINDLE_INGRESS_PORT" },
    { name: "admin", port: settings.adminPort, variable: "SPINDLE_ADMIN_PORT" },
  ];
  return Promise.all(listeners.map((listener) => checkPort(listener, settings.host, request)));
}

async function checkPort(
  { name, port, variable }: Listener,
  host: string,
  request: typeof fetch,
): Promise<Finding> {
  const check = `port ${name}`;
  if (port === 0 || (await isFree(port, host)))
    return ok(check, `${port} is free; ${name} does not run here`);
  const ready = await request(`http://127.0.0.1:${port}/readyz`, { signal: AbortSignal.timeout(3_000) }).then(
    async (response) => ({ status: response.status, text: await response.text() }),
    () => undefined,
  );
  // A health answer is Spindle's where it names what it checked.
  if (ready?.text.includes('"status"') !== true) {
    return failed(
      check,
      `${port} is taken by another program`,
      `Stop it, or set ${variable} to another port.`,
    );
  }
  return ready.status === 200
    ? ok(check, `${port} is ${name}, ready`)
    : failed(check, `${port} is ${name}, not ready: ${ready.text}`, "See the checks of broker and database.");
}
