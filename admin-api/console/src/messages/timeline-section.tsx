import { Loaded } from "../parts/empty.tsx";
import { happeningsOf } from "./timeline.ts";
import { TimelineView } from "./timeline-view.tsx";
import type { ToldMessage } from "./use-message.ts";

/** The life of a delivery, once it has been read. */
export function Timeline({ told }: { readonly told: ToldMessage }) {
  const { isClaimed, message, failure } = told;
  const view = () => <TimelineView happenings={happeningsOf(told)} />;
  return isClaimed ? <Loaded of={failure}>{view}</Loaded> : <Loaded of={message}>{view}</Loaded>;
}
