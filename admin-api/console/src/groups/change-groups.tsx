import { useMutation } from "@tanstack/react-query";
import { useRef, useState, type ReactNode } from "react";
import { act } from "../api/act.ts";
import { newKey } from "../api/client.ts";
import { problemOf, type Problem } from "../api/problem.ts";
import { queryClient } from "../api/queries.ts";
import { ReasonField } from "../parts/act-dialog.tsx";
import { Button } from "../parts/button.tsx";
import { Dialog } from "../parts/dialog.tsx";
import { ProblemBox } from "../parts/problem-box.tsx";
import { toast } from "../parts/toasts.tsx";
import { manyOf } from "../parts/words.ts";
import type { Group } from "./group.ts";

type ChangeProps = {
  readonly groups: readonly Group[];
  /** `Acknowledge`, before the number of groups. */
  readonly verb: string;
  /** What is written on each. */
  readonly change: object;
  /** What it means; fields of the change come here too. */
  readonly children?: ReactNode;
  /** Why it cannot be done yet. */
  readonly off?: string | undefined;
  readonly onClose: () => void;
};

/** Writes the same on one or more groups, one after the other. What was refused stays in sight; a repeat goes on with the rest. */
export function ChangeGroups({ groups, verb, change, children, off, onClose }: ChangeProps) {
  const [reason, setReason] = useState("");
  const changing = useChange(groups, () => {
    toast(`${manyOf(groups.length, "group")}: ${verb.toLowerCase()} done.`);
    onClose();
  });
  const whyOff = off ?? (reason.trim() === "" ? "Give a reason first." : undefined);
  const submit = () => {
    if (whyOff === undefined && !changing.isPending) changing.mutate({ ...change, reason: reason.trim() });
  };
  const [first] = groups;
  return (
    <Dialog
      title={
        groups.length === 1 && first ? `${verb}: ${first.title}` : `${verb} ${manyOf(groups.length, "group")}`
      }
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button kind="primary" off={whyOff} busy={changing.isPending} onClick={submit}>
            {verb}
          </Button>
        </>
      }
    >
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        {children}
        <ReasonField required reason={reason} onChange={setReason} />
        {changing.error && <ProblemBox problem={changing.error} />}
        <button type="submit" hidden />
      </form>
    </Dialog>
  );
}

/** Each group has a key of its own, and is not written again once it was. */
function useChange(groups: readonly Group[], onDone: () => void) {
  const done = useRef(new Set<string>());
  return useMutation<void, Problem, object>({
    mutationFn: async (body) => {
      for (const { id } of groups.filter((group) => !done.current.has(group.id))) {
        await act({ method: "PATCH", path: `failure-groups/${id}`, body }, newKey()).catch((error: unknown) =>
          Promise.reject(problemOf(error)),
        );
        done.current.add(id);
      }
    },
    onSuccess: onDone,
    onSettled: () => void queryClient.invalidateQueries(),
  });
}
