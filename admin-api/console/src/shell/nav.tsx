import { Link, useRouter, useRouterState } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import { useShortcuts } from "../parts/shortcuts.ts";
import { countOf } from "../parts/words.ts";
import { useNavCounts } from "./nav-counts.ts";
import { places } from "./places.ts";

/** The way to every screen, with how much waits there for a person. */
export function Nav() {
  const router = useRouter();
  const counts = useNavCounts();
  useShortcuts(
    places.map(({ to, words, keys }) => ({
      keys,
      words: `Go to ${words}`,
      act: () => void router.navigate({ to }),
    })),
  );
  const nav = useRef<HTMLElement>(null);
  const path = useRouterState({ select: ({ location }) => location.pathname });
  useEffect(() => {
    // On a phone they stand in one row, of which the current one may be out of sight.
    nav.current?.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });
  }, [path]);
  return (
    <nav className="nav" aria-label="Screens" ref={nav}>
      {places.map(({ to, words, icon: Icon }) => (
        <Link
          key={to}
          to={to}
          className="nav-link"
          activeOptions={{ exact: to === "/", includeSearch: false }}
          activeProps={{ "aria-current": "page" }}
        >
          <Icon aria-hidden="true" />
          <span className="nav-words">{words}</span>
          {(counts[to] ?? 0) > 0 && <span className="nav-count numbers">{countOf(counts[to] ?? 0)}</span>}
        </Link>
      ))}
    </nav>
  );
}
