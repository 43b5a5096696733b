import { useMemo, useState } from "react";
import type { Row } from "../routes/row.ts";
import { classes } from "../parts/classes.ts";
import type { Graph } from "./graph.ts";
import { nodeHeight, placed, type PlacedEdge, type PlacedNode } from "./layout.ts";
import { PartLink } from "./part-link.tsx";
import { edgeWords, noteOf, rateWords, shortName, trafficOf, widthOf } from "./traffic.ts";
import { Zoomed } from "./zoomed.tsx";
import "./drawing.css";

type DrawingProps = { readonly graph: Graph; readonly rows: readonly Row[] };

/** The topology from sources to vendors. The wider a line, the more goes along it; what fails is red, and says so. */
export default function Drawing({ graph, rows }: DrawingProps) {
  const { width, height, nodes, edges } = useMemo(() => placed(graph), [graph]);
  const traffic = useMemo(() => trafficOf(rows), [rows]);
  const [near, setNear] = useState<string>();
  const most = Math.max(0, ...edges.map((edge) => traffic(edge).perMinute ?? 0));
  const isNear = ({ from, to }: PlacedEdge) => from === near || to === near;
  return (
    <Zoomed width={width} height={height} label="Topology, from sources to vendors">
      <g aria-hidden="true">
        {edges.map((edge) => {
          const { perMinute, isFailing } = traffic(edge);
          return (
            <path
              key={edge.id}
              d={edge.path}
              className={classes("topology-edge", isFailing && "failing", isNear(edge) && "near")}
              strokeWidth={widthOf(perMinute, most)}
            >
              <title>{[edgeWords(edge), rateWords({ perMinute })].filter(Boolean).join("; ")}</title>
            </path>
          );
        })}
      </g>
      {nodes.map((node) => (
        <g
          key={node.id}
          onPointerEnter={() => setNear(node.id)}
          onPointerLeave={() => setNear(undefined)}
          onFocus={() => setNear(node.id)}
          onBlur={() => setNear(undefined)}
        >
          <Node node={node} note={noteOf(node, rows)} isFailing={traffic(node).isFailing} />
        </g>
      ))}
    </Zoomed>
  );
}

type NodeProps = { readonly node: PlacedNode; readonly note: string; readonly isFailing: boolean };

function Node({ node, note, isFailing }: NodeProps) {
  const { x, y, width } = node;
  return (
    <PartLink of={node} label={`${shortName(node)} ${note}${isFailing ? ", failing" : ""}`}>
      <rect
        x={x}
        y={y}
        width={width}
        height={nodeHeight}
        rx="6"
        className={classes("topology-node", isFailing && "failing")}
      />
      <svg x={x} y={y} width={width - 4} height={nodeHeight}>
        <text className="topology-name">
          <tspan x="10" y="31">
            {shortName(node)}
          </tspan>{" "}
          <tspan x="10" y="15" className={classes("topology-note", isFailing && "failing")}>
            {note}
            {isFailing && ", failing"}
          </tspan>
        </text>
      </svg>
    </PartLink>
  );
}
