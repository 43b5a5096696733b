import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useRead, type Answer } from "../../api/queries.ts";
import { Differences } from "../../messages/differences.tsx";
import { RevealButton } from "../../messages/reveal-button.tsx";
import { Loaded } from "../../parts/empty.tsx";
import type { Waiting } from "./waiting.ts";

type Revisions = Answer<"/api/v1/failures/{id}/revisions">;
type Edit = Extract<Waiting, { kind: "edit" }>["edit"];

/** What an edit of one failure changes. */
export function WaitingEdit({ edit: { id, n, route } }: { readonly edit: Edit }) {
  const revisions = useRead("/api/v1/failures/{id}/revisions", { path: { id } });
  const [revealed, setRevealed] = useState<Revisions>();
  return (
    <section className="stack-s" aria-label="What it changes">
      <h3>What it changes</h3>
      <Loaded of={revisions} rows={3}>
        {(masked) => (
          <>
            <Differences diff={diffOf(revealed ?? masked, n)} />
            <RevealButton
              isMasked={diffOf(masked, n).some(({ before, after }) => `${before}${after}`.includes("•••"))}
              isRevealed={revealed !== undefined}
              path={`failures/${encodeURIComponent(id)}/revisions/unmasked`}
              onReveal={(answer) => setRevealed(answer === undefined ? undefined : revisionsIn(answer))}
            />
          </>
        )}
      </Loaded>
      <p>
        <Link to="/messages/$id" params={{ id: id.slice(0, id.indexOf(":")) }} search={{ route }}>
          Open the message
        </Link>
      </p>
    </section>
  );
}

const diffOf = ({ data }: Revisions, n: number) => data.find((revision) => revision.n === n)?.diff ?? [];

/** Its values are texts of JSON, so that reading it changes no digit. */
const revisionsIn = (answer: string): Revisions => JSON.parse(answer) as Revisions;
