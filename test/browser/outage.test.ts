import { beforeAll, expect, onTestFinished, test } from "vitest";
import { openProxy, type Proxy } from "../faults/support/proxy/proxy.ts";
import { migratedDatabase, freshVhost } from "../support/servers.ts";
import { startSpindle, type RunningSpindle } from "../support/spindle.ts";
import { settled, visit } from "./support/console.ts";

/* Spindle reaches its servers through proxies here, which are cut while somebody looks at the console. */

let proxies: { readonly database: Proxy; readonly broker: Proxy };
let spindle: RunningSpindle;
beforeAll(async () => {
  proxies = {
    database: await openProxy(await migratedDatabase()),
    broker: await openProxy(await freshVhost()),
  };
  const urls = { databaseUrl: proxies.database.url, amqpUrl: proxies.broker.url };
  spindle = await startSpindle(urls);
  return async () => {
    await spindle.stop();
    await Promise.all([proxies.database.close(), proxies.broker.close()]);
  };
});

const settings = { database: "SPINDLE_DATABASE_URL", broker: "SPINDLE_AMQP_URL" };

test.each(["database", "broker"] as const)(
  "without its %s the console still opens, says what is down, and is well again by itself",
  async (part) => {
    onTestFinished(() => proxies[part].mend());
    const { page, faults } = await visit({ origin: spindle.admin, token: spindle.file("admin-token") });
    await page.goto(`${spindle.admin}/failures`);
    await settled(page);

    await proxies[part].cut();
    await page
      .getByRole("alert")
      .filter({ hasText: `No answer from the ${part}` })
      .waitFor();
    await page.goto(`${spindle.admin}/routes`);
    await page.getByText(`No answer from the ${part}`).waitFor();
    await page.getByRole("link", { name: "Diagnostics" }).first().click();
    await page.getByText(`${part} is not well`).waitFor();
    await page.getByText(settings[part]).first().waitFor();

    await proxies[part].mend();
    await page.getByText(`${part} is well`).waitFor();
    await page.getByText(`No answer from the ${part}`).waitFor({ state: "detached" });
    await page.getByRole("link", { name: "Failures" }).first().click();
    await page.getByText("Nothing has failed that is not settled").waitFor();
    expect(faults).toEqual([]);
  },
);
