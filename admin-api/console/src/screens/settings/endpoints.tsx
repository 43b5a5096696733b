import { useRead } from "../../api/queries.ts";
import { Empty, Loaded } from "../../parts/empty.tsx";
import { Section } from "../../parts/page.tsx";
import { EndpointList } from "./endpoint-list.tsx";
import { Notices } from "./notices.tsx";

/** Who is told of what became of messages, and of alerts; and what was sent to them. */
export function Endpoints() {
  const endpoints = useRead("/api/v1/notice-endpoints", {}, { everyMs: 15_000 });
  const targets = useRead("/api/v1/alert-endpoints");
  return (
    <>
      <Section title="Endpoints">
        <Loaded of={endpoints}>
          {({ data }) =>
            data.length === 0 ? (
              <Empty title="Nobody is told anything">
                <p>
                  Name webhooks in the configuration: under <code>alerts.to</code> for what a person should
                  know, under <code>notices</code> for producers who want to hear what became of their
                  messages.
                </p>
              </Empty>
            ) : (
              <EndpointList endpoints={data} targets={targets.data?.data ?? []} />
            )
          }
        </Loaded>
      </Section>
      <Notices />
    </>
  );
}
