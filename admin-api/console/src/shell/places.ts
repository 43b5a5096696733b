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

/** The screens that one goes to by the navigation, by keys or by the palette. */
export const places = [
  { to: "/", words: "Overview", icon: Gauge, keys: "g o" },
  { to: "/failures", words: "Failures", icon: TriangleAlert, keys: "g f" },
  { to: "/messages", words: "Messages", icon: MessagesSquare, keys: "g m" },
  { to: "/replays", words: "Replays", icon: RotateCcw, keys: "g r" },
  { to: "/recipes", words: "Recipes", icon: Wrench, keys: "g e" },
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
