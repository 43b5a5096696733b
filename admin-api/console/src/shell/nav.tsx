import { Link, useRouter } from "@tanstack/react-router";
import {
  Activity,
  BookOpen,
  FileText,
  Gauge,
  GitFork,
  ListOrdered,
  MessagesSquare,
  Plug,
  RotateCcw,
  ScrollText,
  Settings,
  ShieldCheck,
  TriangleAlert,
  Wrench,
} from "lucide-react";
import { useShortcuts } from "../parts/shortcuts.ts";

const places = [
  { to: "/", words: "Overview", icon: Gauge, keys: "g o" },
  { to: "/failures", words: "Failures", icon: TriangleAlert, keys: "g f" },
  { to: "/messages", words: "Messages", icon: MessagesSquare, keys: "g m" },
  { to: "/replays", words: "Replays", icon: RotateCcw, keys: "g r" },
  { to: "/recipes", words: "Recipes", icon: Wrench, keys: "g w" },
  { to: "/approvals", words: "Approvals", icon: ShieldCheck, keys: "g p" },
  { to: "/lanes", words: "Lanes", icon: ListOrdered, keys: "g l" },
  { to: "/routes", words: "Routes", icon: Activity, keys: "g u" },
  { to: "/topology", words: "Topology", icon: GitFork, keys: "g t" },
  { to: "/adapters", words: "Adapters", icon: Plug, keys: "g a" },
  { to: "/contracts", words: "Contracts", icon: FileText, keys: "g c" },
  { to: "/audit", words: "Audit", icon: ScrollText, keys: "g h" },
  { to: "/settings", words: "Settings", icon: Settings, keys: "g s" },
  { to: "/docs", words: "API", icon: BookOpen, keys: "g d" },
] as const;

/** The way to every screen. */
export function Nav() {
  const router = useRouter();
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
          <span>{words}</span>
        </Link>
      ))}
    </nav>
  );
}
