import {
  environmentOf,
  type AdminEnvironment,
  type AdminPlan,
  type RoleContext,
} from "@spindlebus/bus/engine";

/**
 * What this installation is. Where the configuration does not say, it is for development on this machine alone; one that others
 * reach may be anything, so it is treated with the care that production needs.
 */
export function environmentHere(
  { environment }: Pick<AdminPlan, "environment">,
  { host, simulatorUrls }: Pick<RoleContext["settings"], "host" | "simulatorUrls">,
): AdminEnvironment {
  if (environment) return environment;
  const isForDevelopment = isLoopback(host) || Object.keys(simulatorUrls).length > 0;
  return environmentOf(isForDevelopment ? { name: "development" } : { name: "not named", production: true });
}

/** Whether an address is of this machine alone. */
export const isLoopback = (host: string): boolean =>
  host === "localhost" || host === "::1" || /^127(\.\d{1,3}){3}$/.test(host);
