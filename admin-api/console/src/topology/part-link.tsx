import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { GraphNode } from "./graph.ts";

type PartLinkProps = {
  readonly of: GraphNode;
  readonly label?: string;
  readonly children: ReactNode;
};

/** A part of the topology as a link to its screen, where it has one. */
export function PartLink({ of: node, label, children }: PartLinkProps) {
  const { kind, queue, name, routes } = node;
  const named = { className: "topology-link", "aria-label": label };
  if (kind === "connection")
    return (
      <Link to="/adapters/$id" params={{ id: name }} {...named}>
        {children}
      </Link>
    );
  if (queue === "lane")
    return (
      <Link to="/routes" search={{ q: name.replace(/^spindle\.lane\.([^.]+)\..*$/, "$1.") }} {...named}>
        {children}
      </Link>
    );
  const route = kind === "route" ? name : queue === "work" || queue === "retry" ? routes[0] : undefined;
  if (route !== undefined)
    return (
      <Link to="/routes/$name" params={{ name: route }} {...named}>
        {children}
      </Link>
    );
  if (kind === "process")
    return (
      <Link to="/diagnostics" {...named}>
        {children}
      </Link>
    );
  return <>{children}</>;
}
