import type { Route } from "../route.ts";
import type { Result } from "./act.ts";
import type { FailureGroup } from "./failure-groups.ts";
import type { Failure } from "./failures.ts";
import type { Operations } from "./operations.ts";
import type { Page } from "./page.ts";

/** Adds to failures and their groups what their adapter knows of the vendor's code: the page that says what to do. */
export function withRunbooks(operations: Operations, routes: readonly Route[]): Operations {
  const { failures, groups } = operations;
  const find = finder(routes);
  const failure = (shown: Failure): Failure => {
    const runbook = shown.error && find(shown.route, shown.error.code);
    return shown.error && runbook ? { ...shown, error: { ...shown.error, runbook } } : shown;
  };
  const group = (shown: FailureGroup): FailureGroup => {
    const runbook = find(shown.route, shown.code);
    return runbook === undefined ? shown : { ...shown, runbook };
  };
  return {
    ...operations,
    failures: {
      ...failures,
      list: async (...asked) => inPage(await failures.list(...asked), failure),
      get: async (key) => ifAny(await failures.get(key), failure),
      retryNow: async (...asked) => inResult(await failures.retryNow(...asked), failure),
      discard: async (...asked) => inResult(await failures.discard(...asked), failure),
      restore: async (...asked) => inResult(await failures.restore(...asked), failure),
      answer: async (...asked) => inResult(await failures.answer(...asked), failure),
    },
    groups: {
      ...groups,
      list: async (...asked) => inPage(await groups.list(...asked), group),
      get: async (id) => ifAny(await groups.get(id), group),
      change: async (...asked) => inResult(await groups.change(...asked), group),
    },
  };
}

type Finder = (route: string, code: string) => string | undefined;

/** A code is a vendor's text: of a plain object it could name what every object has. */
function finder(routes: readonly Route[]): Finder {
  const byRoute = new Map(
    routes.map(({ name, connection }) => [name, new Map(Object.entries(connection.adapter.runbooks ?? {}))]),
  );
  return (route, code) => byRoute.get(route)?.get(code);
}

type Told<Shown> = (shown: Shown) => Shown;

const inPage = <Shown, Whole extends Page<Shown>>(page: Whole, told: Told<Shown>): Whole => ({
  ...page,
  data: page.data.map(told),
});
const inResult = <Shown>(result: Result<Shown>, told: Told<Shown>): Result<Shown> =>
  result.ok ? { ...result, value: told(result.value) } : result;
const ifAny = <Shown>(shown: Shown | undefined, told: Told<Shown>): Shown | undefined =>
  shown === undefined ? undefined : told(shown);
