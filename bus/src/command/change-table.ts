import type { z } from "zod";
import type { ChangeAnswer } from "./dry-run-answers.ts";
import type { Print } from "./print.ts";

/** What would be sent otherwise, place by place. */
export function changeTable(print: Print, changes: readonly z.infer<typeof ChangeAnswer>[]): void {
  print.table(changes, [
    { title: "DIFFERS AT", cell: ({ place }) => place },
    { title: "FAILED WITH", cell: ({ before }) => before ?? "(not there)", shrinks: true },
    { title: "NOW", cell: ({ now }) => now ?? "(not there)", shrinks: true },
  ]);
}
