import { useSyncExternalStore } from "react";

/** What a person sets for this browser. */
export type Preferences = {
  readonly theme: "system" | "light" | "dark";
  /** Times as `4 min ago`, or in full; the full ones in local time or UTC. */
  readonly times: "relative" | "local" | "utc";
  /** Whether single letters act (WCAG 2.1.4 wants a way to turn that off). */
  readonly letters: boolean;
};

const initial: Preferences = { theme: "system", times: "relative", letters: true };
const storedAt = "spindle-preferences";
const listeners = new Set<() => void>();
let preferences: Preferences = { ...initial, ...stored() };

/** A browser may refuse its storage; then preferences last as long as the page. */
function stored(): Partial<Preferences> {
  try {
    return JSON.parse(localStorage.getItem(storedAt) ?? "{}") as Partial<Preferences>;
  } catch {
    return {};
  }
}

/** The theme is an attribute of the page, by which its colours go. */
export function applyTheme(): void {
  const { theme } = preferences;
  if (theme === "system") delete document.documentElement.dataset["theme"];
  else document.documentElement.dataset["theme"] = theme;
}

/** Changes some, for good where the browser allows it. */
export function prefer(changes: Partial<Preferences>): void {
  preferences = { ...preferences, ...changes };
  try {
    localStorage.setItem(storedAt, JSON.stringify(preferences));
  } catch {
    // kept in memory
  }
  applyTheme();
  for (const listener of listeners) listener();
}

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => void listeners.delete(listener);
};

/** What the person has set. */
export const usePreferences = (): Preferences => useSyncExternalStore(subscribe, () => preferences);
