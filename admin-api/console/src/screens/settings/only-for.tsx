import type { ReactNode } from "react";
import { useMe, useWhyNot } from "../../api/me.ts";
import { Empty } from "../../parts/empty.tsx";

/** What only an administrator of everything may see; everybody else is told so, and asks nothing. */
export function ForAdmins({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  const off = useWhyNot("administer");
  const me = useMe();
  const isLimited = me !== undefined && (me.connections !== null || me.brands !== null);
  const why = off ?? (isLimited ? "You are limited to some connections; this is about all." : undefined);
  if (!me) return null;
  if (why === undefined) return children;
  return (
    <Empty title={title}>
      <p>{why}</p>
    </Empty>
  );
}
