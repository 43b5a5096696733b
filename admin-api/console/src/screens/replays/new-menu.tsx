import { useNavigate } from "@tanstack/react-router";
import { Plus } from "lucide-react";
import { useState } from "react";
import { useWhyNot } from "../../api/me.ts";
import { Menu } from "../../parts/menu.tsx";
import type { FeedKind } from "./feed.ts";
import { FeedDialog } from "./feed-dialog.tsx";

/** What can be sent again, besides what failed. */
export function NewMenu() {
  const navigate = useNavigate();
  const [kind, open] = useState<FeedKind>();
  const mayBulk = useWhyNot("act-in-bulk");
  const mayAdminister = useWhyNot("administer");
  return (
    <>
      <Menu
        label="New"
        trigger={
          <button type="button" className="button primary">
            <Plus aria-hidden="true" />
            New…
          </button>
        }
        items={[
          { words: "Replay failures…", act: () => void navigate({ to: "/failures" }) },
          { words: "Backfill a route…", act: () => open("backfill"), off: mayBulk },
          { words: "Re-apply what a vendor lost…", act: () => open("reapply"), off: mayAdminister },
        ]}
      />
      {kind && <FeedDialog kind={kind} onClose={() => open(undefined)} />}
    </>
  );
}
