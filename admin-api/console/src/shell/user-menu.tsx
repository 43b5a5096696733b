import { CircleUser } from "lucide-react";
import { useMe } from "../api/me.ts";
import { Menu } from "../parts/menu.tsx";
import { prefer, usePreferences } from "../parts/preferences.ts";
import { signOut } from "./sign-out.ts";

const themes = { system: "light", light: "dark", dark: "system" } as const;
const times = { relative: "local", local: "utc", utc: "relative" } as const;

/** Who one is and what one may, and what one prefers. */
export function UserMenu() {
  const me = useMe();
  const preferences = usePreferences();
  const name = me?.name ?? "";
  return (
    <Menu
      label={`You: ${name}`}
      trigger={
        <button type="button" className="button quiet">
          <CircleUser aria-hidden="true" />
          <span className="user-name">{name}</span>
        </button>
      }
      note={me && `${me.name}: ${me.roles.join(", ")}${scopeWords(me.connections, me.brands)}`}
      items={[
        { words: `Theme: ${preferences.theme}`, act: () => prefer({ theme: themes[preferences.theme] }) },
        { words: `Times: ${preferences.times}`, act: () => prefer({ times: times[preferences.times] }) },
        { words: "Sign out", act: () => void signOut() },
      ]}
    />
  );
}

function scopeWords(connections: readonly string[] | null, brands: readonly string[] | null): string {
  const limits = [
    connections && `connections ${connections.join(", ")}`,
    brands && `brands ${brands.join(", ")}`,
  ].filter(Boolean);
  return limits.length > 0 ? `; limited to ${limits.join(" and ")}` : "";
}
