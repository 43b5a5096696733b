import { Lock } from "lucide-react";
import type { ShownData } from "../../messages/shown-data.ts";
import "./edit.css";

const reasons: Readonly<Record<string, string>> = {
  id: "It says which message this is.",
  source: "It says who published it.",
  type: "It says which contract it has.",
  partitionkey: "It says where it stands in order.",
  traceparent: "It ties the message to its trace.",
  correlationid: "It ties the message to its cause.",
  causationid: "It ties the message to its cause.",
};

/** What came beside the data: it stays as it was published, so that it is still the same message. */
export function LockedHeaders({ shown: { attributes, contentType } }: { readonly shown: ShownData }) {
  const entries = Object.entries({ ...attributes, datacontenttype: contentType });
  return (
    <dl className="locked-headers">
      {entries.map(([name, value]) => (
        <div key={name}>
          <dt className="mono">
            <Lock aria-label="Locked" /> {name}
          </dt>
          <dd className="mono">{value}</dd>
          <dd className="faint">
            {reasons[name] ?? "It stays as it was published: only the data are edited."}
          </dd>
        </div>
      ))}
    </dl>
  );
}
