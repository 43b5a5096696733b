import { expect, test } from "vitest";
import { z } from "zod";
import type { AnyAdapter } from "../adapter/index.ts";
import { goodAdapter } from "../testing/conformance/toy.ts";
import { withSettingsTables } from "./settings-tables.ts";

const place = "<!-- settings: written by `spindle adapter docs` -->\n\nold\n\n<!-- /settings -->";
const adapter: AnyAdapter = {
  ...goodAdapter,
  settings: z.object({
    baseUrl: z.url().default("https://x.example").meta({ description: "Root of the API." }),
    mode: z.enum(["a", "b"]).meta({ description: "One | the other." }),
    wallets: z.array(z.object({ code: z.int().optional() })).default([]),
  }),
};

test("the tables say name, type, default and meaning, and nothing else of the page changes", () => {
  const page = withSettingsTables(`# Toy\n\n${place}\n\nthe rest\n`, adapter);
  expect(page.replaceAll(/ +/g, " ")).toBe(`# Toy

<!-- settings: written by \`spindle adapter docs\` -->

| setting | type | default | meaning |
| ---------------- | ------------ | --------------------- | ----------------- |
| \`baseUrl\` | string (uri) | \`"https://x.example"\` | Root of the API. |
| \`mode\` | "a", "b" | required | One \\| the other. |
| \`wallets\` | array | \`[]\` | |
| \`wallets.*.code\` | integer | | |

| secret | type | default | meaning |
| --------------- | ------ | -------- | ------------------ |
| \`clientSecret\` | string | required | Of the API client. |
| \`webhookSecret\` | string | required | Of the webhook. |

<!-- /settings -->

the rest
`);
});

test("a README without a place for them is an error that names the lines", () => {
  expect(() => withSettingsTables("# Toy\n", adapter)).toThrow("<!-- /settings -->");
});
