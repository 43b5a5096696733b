import { Empty } from "../../parts/empty.tsx";
import { QueryLink } from "../../parts/query-link.tsx";
import type { Asked, View } from "./views.ts";

const teaches: Readonly<Record<View["name"], readonly [title: string, next: string]>> = {
  failed: ["Nothing waits for you", "What a vendor refuses, or what cannot be sent, comes here."],
  retrying: ["Nothing is being retried", "What failed and will be tried again by itself comes here."],
  delayed: ["Nothing is held back", "What waits for its time, a limit or its turn comes here."],
  inDoubt: ["Nothing is in doubt", "What left without a clear answer comes here, as a question."],
  discarded: ["Nothing was discarded", "What somebody gave up comes here, and can be restored."],
  settled: ["Nothing was settled", "What a vendor has applied, or did not need, comes here."],
  all: ["No messages yet", "Publish one: npx spindle publish order.completed.v1"],
};

/** Nothing is in a view: why, and what to do. */
export function NoMessages({ view, asked }: { readonly view: View; readonly asked: Asked }) {
  const isFiltered = [
    asked.q,
    asked.state,
    asked.type,
    asked.route,
    asked.connection,
    asked.from,
    asked.to,
  ].some((each) => each !== undefined);
  if (isFiltered)
    return (
      <Empty title="No match">
        <p>No message in this view fits the search.</p>
        <QueryLink set={cleared} className="button">
          Clear the search
        </QueryLink>
      </Empty>
    );
  const [title, next] = teaches[view.name];
  return <Empty title={title}>{next}</Empty>;
}

const cleared = {
  q: undefined,
  state: undefined,
  type: undefined,
  route: undefined,
  connection: undefined,
  from: undefined,
  to: undefined,
  cursor: undefined,
};
