import { useEffect } from "react";
import { useRead, type Answer } from "../api/queries.ts";

/** What this installation is called, and how careful one has to be in it. */
export type Installation = Answer<"/api/v1/installation">;

/** The installation; undefined while it is not known. */
export const useInstallation = (): Installation | undefined =>
  useRead("/api/v1/installation", {}, { everyMs: 300_000 }).data;

/** Where one is: in production the whole page has a frame. */
export function EnvironmentBadge() {
  const environment = useInstallation()?.environment;
  useEffect(() => {
    document.documentElement.dataset["production"] = String(environment?.production ?? false);
  }, [environment?.production]);
  if (!environment) return <span className="environment" />;
  return <span className={`environment ${environment.colour}`}>{environment.name}</span>;
}
