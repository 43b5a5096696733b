import { Link } from "@tanstack/react-router";
import type { GroupDetail } from "../../groups/group.ts";
import { ExcerptView } from "../../messages/excerpt-view.tsx";
import { Facts, Section } from "../../parts/page.tsx";
import { Time } from "../../parts/time.tsx";

/** The newest failure of the group, and what its vendor answered. */
export function Sample({ group: { sample, route } }: { readonly group: GroupDetail }) {
  if (sample === null) return null;
  const { messageId, at, code, message, outcome, httpStatus, request, response, adapterVersion } = sample;
  return (
    <Section
      title="Sample error"
      actions={
        <Link to="/messages/$id" params={{ id: messageId }} search={{ route }} className="button">
          Open the message
        </Link>
      }
    >
      <p>
        <code>{code}</code> {message}
      </p>
      <Facts
        facts={[
          ["When", <Time key="at" at={at} />],
          ["Vendor's HTTP status", httpStatus ?? "no answer"],
          ["Outcome", outcome ?? undefined],
          ["Adapter version", adapterVersion ?? undefined],
        ]}
      />
      <ExcerptView title="Between us and the vendor" request={request} response={response} />
    </Section>
  );
}
