type Node = { readonly id: string; readonly type: string };
type Props = { readonly cause: Node | null; readonly self: Node; readonly begot: readonly Node[] };

const width = 220;
const height = 32;
const gap = 12;
const between = 48;
/** More children than these are told by the list alone. */
const mostShown = 8;

/** What led to a message and what came of it, from left to right. The list below says the same. */
export function CauseGraph({ cause, self, begot }: Props) {
  const children = begot.slice(0, mostShown);
  if (!cause && children.length === 0) return undefined;
  const rows = Math.max(1, children.length);
  const total = rows * (height + gap) - gap;
  const middle = (total - height) / 2;
  const selfX = cause ? width + between : 0;
  const childX = selfX + width + between;
  const right = children.length > 0 ? childX + width : selfX + width;
  return (
    <svg
      className="cause-graph"
      viewBox={`-1 -1 ${right + 2} ${total + 2}`}
      width={right + 2}
      role="img"
      aria-label={labelOf(cause, self, begot)}
    >
      {cause && <Edge fromX={width} fromY={middle} toX={selfX} toY={middle} />}
      {children.map(({ id }, index) => (
        <Edge key={id} fromX={selfX + width} fromY={middle} toX={childX} toY={index * (height + gap)} />
      ))}
      {cause && <Box x={0} y={middle} node={cause} />}
      <g className="self">
        <Box x={selfX} y={middle} node={self} />
      </g>
      {children.map((child, index) => (
        <Box key={child.id} x={childX} y={index * (height + gap)} node={child} />
      ))}
    </svg>
  );
}

const labelOf = (cause: Node | null, self: Node, begot: readonly Node[]): string =>
  [
    cause && `${cause.type} led to`,
    self.type,
    begot.length > 0 && `which led to ${begot.map(({ type }) => type).join(", ")}`,
  ]
    .filter(Boolean)
    .join(" ");

const most = 30;

const Box = ({ x, y, node: { type } }: { readonly x: number; readonly y: number; readonly node: Node }) => (
  <g>
    <rect x={x} y={y} width={width} height={height} rx="6" />
    <text x={x + 12} y={y + height / 2 + 4}>
      {type.length > most ? `${type.slice(0, most - 1)}…` : type}
    </text>
  </g>
);

type EdgeProps = {
  readonly fromX: number;
  readonly fromY: number;
  readonly toX: number;
  readonly toY: number;
};

const Edge = ({ fromX, fromY, toX, toY }: EdgeProps) => {
  const [y1, y2] = [fromY + height / 2, toY + height / 2];
  const bend = (fromX + toX) / 2;
  return <path d={`M${fromX} ${y1} C${bend} ${y1} ${bend} ${y2} ${toX} ${y2}`} />;
};
