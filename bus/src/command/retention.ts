import type { Command } from "commander";
import { z } from "zod";
import { settingsBeside } from "../start/running.ts";
import { adminApi, urlAndTokenOptions, type UrlAndToken } from "./apis.ts";
import { command, type CommonOptions } from "./define.ts";
import type { Host } from "./host.ts";
import { printer, type Print } from "./print.ts";

/** `spindle retention`: what is kept, what goes next, and what stays. */
export function retentionCommand(host: Host): Command {
  const made = command("retention", "show what the ledger keeps by day, when it goes, and what stays");
  return urlAndTokenOptions(made, "admin API", "admin-token").action(
    async (options: CommonOptions & UrlAndToken) => {
      const print = printer(host, options.json ?? false);
      const api = adminApi(host, settingsBeside(host.env), options);
      const shown = await api.get("/api/v1/retention", Retention);
      print.value(shown);
      tell(print, shown);
    },
  );
}

const size = { bytes: z.number(), deliveries: z.number().nullable(), open: z.int() };

const Retention = z.object({
  keeps: z.record(z.string(), z.int()),
  days: z.array(z.object({ day: z.string(), ...size, goesAt: z.string(), stays: z.string().nullable() })),
  outlived: z.object(size),
  lastRun: z
    .object({
      at: z.string(),
      retired: z.array(z.object({ day: z.string(), dropped: z.int(), kept: z.int() })),
      stayed: z.array(z.object({ day: z.string(), because: z.string() })),
      pruned: z.record(z.string(), z.int()),
    })
    .nullable(),
});
type Retention = z.infer<typeof Retention>;

function tell(print: Print, { keeps, days, outlived, lastRun }: Retention): void {
  print.table(days, [
    { title: "DAY", cell: ({ day }) => day },
    { title: "SIZE", cell: ({ bytes }) => mebibytes(bytes) },
    { title: "DELIVERIES", cell: ({ deliveries }) => (deliveries === null ? "?" : `about ${deliveries}`) },
    { title: "OPEN", cell: ({ open }) => String(open) },
    { title: "GOES", cell: ({ goesAt }) => goesAt.slice(0, 10) },
    { title: "STAYS", cell: ({ stays }) => stays ?? "", shrinks: true },
  ]);
  print.line();
  print.line(`outlived their day: ${mebibytes(outlived.bytes)}, ${outlived.open} of them open`);
  const open = days.find((day) => day.open > 0);
  if (open) print.line(`what is open stays when its day goes: npx spindle failures --day ${open.day}`);
  print.line(
    `kept for: ${Object.entries(keeps)
      .map(([name, count]) => `${name} ${count}`)
      .join(", ")}`,
  );
  print.line(
    lastRun ? `last round ${lastRun.at}: ${doneIn(lastRun)}` : "no round yet: does a scheduler run?",
  );
}

function doneIn({ retired, stayed, pruned }: NonNullable<Retention["lastRun"]>): string {
  const parts = [
    ...retired.map(({ day, dropped, kept }) => `${day} went with ${dropped}, ${kept} kept`),
    ...stayed.map(({ day, because }) => `${day} stays: ${because}`),
    ...Object.entries(pruned).map(([table, count]) => `${count} of ${table} removed`),
  ];
  return parts.length === 0 ? "nothing was over" : parts.join("; ");
}

const mebibytes = (bytes: number): string => `${(bytes / 1_048_576).toFixed(1)} MiB`;
