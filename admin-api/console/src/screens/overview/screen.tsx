import { useSearch } from "@tanstack/react-router";
import { useRead } from "../../api/queries.ts";
import { CopyButton } from "../../parts/copy.tsx";
import { Empty, Loaded } from "../../parts/empty.tsx";
import { Page, Section } from "../../parts/page.tsx";
import { Time } from "../../parts/time.tsx";
import { AttentionList } from "./attention-list.tsx";
import { ConnectionStrip } from "./connection-strip.tsx";
import { RecentActs } from "./recent-acts.tsx";
import { Throughput } from "../../statistics/throughput.tsx";
import { Tiles } from "./tiles.tsx";
import "./overview.css";

/** How everything stands, and what needs a person first. */
export function Screen() {
  const { range, from, to } = useSearch({ from: "/shell/" });
  const overview = useRead("/api/v1/overview", {}, { everyMs: 15_000 });
  return (
    <Page
      title="Overview"
      lead={
        overview.data && (
          <>
            Counted <Time at={overview.data.until} />
          </>
        )
      }
    >
      <Loaded of={overview} rows={8}>
        {(shown) => (
          <>
            <Tiles overview={shown} />
            <Section title="Needs attention">
              {shown.attention.length === 0 ? (
                <Quiet isUnused={isUnused(shown.connections)} />
              ) : (
                <AttentionList items={shown.attention} />
              )}
            </Section>
            <Throughput range={range} from={from} to={to} />
            <Section title="Adapters, last hour">
              <ConnectionStrip connections={shown.connections} />
            </Section>
          </>
        )}
      </Loaded>
      <RecentActs />
    </Page>
  );
}

const isUnused = (connections: readonly { readonly successShare: number | null }[]): boolean =>
  connections.every(({ successShare }) => successShare === null);

const example = "npx spindle publish order.completed.v1 --example --wait";

function Quiet({ isUnused: nothingYet }: { readonly isUnused: boolean }) {
  if (!nothingYet) return <Empty title="Nothing needs you now" />;
  return (
    <Empty title="No messages in the last hour">
      <p>Publish one, and see where it goes:</p>
      <div className="row">
        <code>{example}</code>
        <CopyButton text={example} label="Copy the command" />
      </div>
    </Empty>
  );
}
