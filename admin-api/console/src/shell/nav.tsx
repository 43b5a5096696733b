import { Link, useRouter } from "@tanstack/react-router";
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
  return (
    <nav className="nav" aria-label="Screens">
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
