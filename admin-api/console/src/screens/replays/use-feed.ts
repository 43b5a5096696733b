import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { act, useAct } from "../../api/act.ts";
import { newKey } from "../../api/open-keys.ts";
import { problemOf, type Problem } from "../../api/problem.ts";
import { toast } from "../../parts/toasts.tsx";
import type { Seen } from "./feed-preview.tsx";

/** What it would be; sends and changes nothing. */
export const useLook = (path: string) =>
  useMutation<Seen, Problem, object>({
    mutationFn: async (body) => {
      try {
        return (await act({ method: "POST", path: `${path}/preview`, body }, newKey())).body as Seen;
      } catch (error) {
        throw problemOf(error);
      }
    },
  });

/** Starts it, and opens its replay. */
export function useStart(onClose: () => void) {
  const navigate = useNavigate();
  return useAct(({ location }) => {
    toast("It runs.");
    onClose();
    if (location !== undefined) void navigate({ to: "/replays/$id", params: { id: location } });
  });
}
