import { Link } from "@tanstack/react-router";
import { useRead } from "../../api/queries.ts";
import { Section } from "../../parts/page.tsx";
import { Time } from "../../parts/time.tsx";

/** The last lines of the audit. */
export function RecentActs() {
  const audit = useRead("/api/v1/audit", { query: { limit: 8 } }).data?.data ?? [];
  if (audit.length === 0) return null;
  return (
    <Section title="Recent acts" actions={<Link to="/audit">All</Link>}>
      <ul className="recent-acts">
        {audit.map(({ id, at, actor, action, target, reason }) => (
          <li key={id}>
            <Time at={at} />
            <span>
              {actor} <code>{action}</code> <code className="faint">{target}</code> {reason}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
