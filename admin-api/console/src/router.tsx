import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from "@tanstack/react-router";
import { baseUrl } from "./api/base.ts";
import { parseSearch, queryOf, stringifySearch } from "./parts/search-state.ts";
import { Screen as Diagnostics } from "./screens/diagnostics/screen.tsx";
import { Broken } from "./shell/broken.tsx";
import { NotFound } from "./shell/not-found.tsx";
import { Shell } from "./shell/shell.tsx";

const root = createRootRoute({ notFoundComponent: NotFound });
const shell = createRoute({ getParentRoute: () => root, id: "shell", component: Shell });

/** A screen inside the shell, loaded when it is first opened, and the parameters of its query. */
const screen = <const Path extends string, const Name extends string>(
  path: Path,
  load: () => Promise<{ readonly Screen: () => React.JSX.Element }>,
  names: readonly Name[] = [],
) =>
  createRoute({
    getParentRoute: () => shell,
    path,
    component: lazyRouteComponent(load, "Screen"),
    validateSearch: queryOf(...names),
  });

const screens = [
  screen("/", () => import("./screens/overview/screen.tsx"), ["from", "to", "range"]),
  screen("/failures", () => import("./screens/failures/screen.tsx"), [
    "status",
    "groupBy",
    "q",
    "from",
    "to",
    "sort",
    "cursor",
    "connection",
    "route",
    "type",
    "source",
    "code",
    "owner",
  ]),
  screen("/failures/$groupId", () => import("./screens/group/screen.tsx"), ["state", "q", "cursor", "sort"]),
  screen("/messages", () => import("./screens/messages/screen.tsx"), [
    "view",
    "state",
    "type",
    "route",
    "connection",
    "q",
    "from",
    "to",
    "sort",
    "cursor",
    "limit",
    "columns",
    "open",
  ]),
  screen("/messages/$id", () => import("./screens/message/screen.tsx"), ["route", "tab"]),
  screen("/messages/$id/edit", () => import("./screens/edit/screen.tsx"), ["route", "tab"]),
  screen("/replays", () => import("./screens/replays/screen.tsx"), ["state", "cursor", "sort"]),
  screen("/replays/$id", () => import("./screens/replay/screen.tsx"), ["state", "cursor"]),
  screen("/approvals", () => import("./screens/approvals/screen.tsx"), ["kind", "open"]),
  screen("/recipes", () => import("./screens/recipes/screen.tsx"), ["state", "cursor", "group"]),
  screen("/recipes/$id", () => import("./screens/recipe/screen.tsx"), ["tab", "cursor"]),
  screen("/lanes", () => import("./screens/lanes/screen.tsx"), ["state", "group", "cursor"]),
  screen("/lanes/$id", () => import("./screens/lane/screen.tsx"), ["cursor"]),
  screen("/routes", () => import("./screens/routes/screen.tsx"), ["q", "sort", "only"]),
  screen("/routes/$name", () => import("./screens/route/screen.tsx"), ["range", "from", "to"]),
  screen("/topology", () => import("./screens/topology/screen.tsx"), ["view", "q", "only", "parts"]),
  screen("/adapters", () => import("./screens/connections/screen.tsx"), ["q", "only"]),
  screen("/adapters/$id", () => import("./screens/connection/screen.tsx"), ["tab", "range", "from", "to"]),
  screen("/contracts", () => import("./screens/contracts/screen.tsx"), ["q", "kind"]),
  screen("/contracts/$type", () => import("./screens/contract/screen.tsx"), ["tab", "against"]),
  screen("/audit", () => import("./screens/audit/screen.tsx"), [
    "actor",
    "action",
    "target",
    "from",
    "to",
    "cursor",
    "open",
  ]),
  screen("/settings", () => import("./screens/settings/screen.tsx"), [
    "tab",
    "state",
    "endpoint",
    "cursor",
    "q",
  ]),
  screen("/docs", () => import("./screens/docs/screen.tsx"), ["q", "op"]),
  createRoute({ getParentRoute: () => shell, path: "/diagnostics", component: Diagnostics }),
] as const;

const signIn = createRoute({
  getParentRoute: () => root,
  path: "/sign-in",
  component: lazyRouteComponent(() => import("./screens/sign-in/screen.tsx"), "Screen"),
  validateSearch: queryOf("returnTo", "error"),
});

/** Every address of the console. */
export const router = createRouter({
  routeTree: root.addChildren([shell.addChildren(screens), signIn]),
  basepath: baseUrl.pathname,
  parseSearch,
  stringifySearch,
  defaultPreload: "intent",
  defaultErrorComponent: Broken,
  scrollRestoration: true,
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
