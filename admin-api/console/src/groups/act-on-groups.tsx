import { useMutation } from "@tanstack/react-query";
import { useRef, type ReactNode } from "react";
import { act, type Act } from "../api/act.ts";
import { underKey, type OpenKeys } from "../api/open-keys.ts";
import type { Problem } from "../api/problem.ts";
import { queryClient } from "../api/queries.ts";
import { ActFrame } from "../parts/act-frame.tsx";
import { toast } from "../parts/toasts.tsx";
import { manyOf } from "../parts/words.ts";
import type { Group } from "./group.ts";

type ActOnGroupsProps = {
  readonly groups: readonly Group[];
  /** `Acknowledge`, before the number of groups. */
  readonly verb: string;
  /** `acknowledged`, after their number. */
  readonly done: string;
  readonly kind?: "primary" | "danger";
  /** What is done with each. */
  readonly actOn: (group: Group, reason: string) => Act;
  /** What it means; fields of the act come here too. */
  readonly children?: ReactNode;
  /** Why it cannot be done yet. */
  readonly off?: string | undefined;
  readonly onClose: () => void;
};

/** Does the same with one or more groups, one after the other. What was refused stays in sight; a repeat goes on with the rest. */
export function ActOnGroups(props: ActOnGroupsProps) {
  const { groups, verb, done, kind, actOn, children, off, onClose } = props;
  const acting = useEach(groups, () => {
    toast(`${manyOf(groups.length, "group")} ${done}.`);
    onClose();
  });
  const [first] = groups;
  const one = groups.length === 1 ? first : undefined;
  return (
    <ActFrame
      title={one ? `${verb}: ${one.title}` : `${verb} ${manyOf(groups.length, "group")}`}
      {...{ verb, kind, off, onClose }}
      isPending={acting.isPending}
      problem={acting.error}
      onSubmit={(reason) => acting.mutate((group) => actOn(group, reason))}
    >
      {children}
    </ActFrame>
  );
}

/** What is done with a group has a key of its own, and is not done again once it was. */
function useEach(groups: readonly Group[], onDone: () => void) {
  const done = useRef(new Set<string>());
  const keys = useRef<OpenKeys>(new Map());
  return useMutation<void, Problem, (group: Group) => Act>({
    mutationFn: async (actOn) => {
      for (const group of groups.filter(({ id }) => !done.current.has(id))) {
        await underKey(keys.current, group.id, (key) => act(actOn(group), key));
        done.current.add(group.id);
      }
    },
    onSuccess: onDone,
    onSettled: () => void queryClient.invalidateQueries(),
  });
}
