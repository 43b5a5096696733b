import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { chromium, type Browser } from "playwright-core";
import { canInstallPackages } from "../../../tools/servers/apt-install-rabbitmq.ts";

/** Chromium without the parts that draw windows: the same engine, and a third less work. */
const path = "/usr/bin/chromium-headless-shell";

/** Runs as root and without a network, and does nothing by itself. */
const flags = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/**
 * Opens a headless Chromium, the distribution's.
 * @throws Error where there is none and it cannot be installed
 */
export async function openChromium(): Promise<Browser> {
  if (!existsSync(path)) await install();
  return chromium.launch({ executablePath: path, args: flags });
}

async function install(): Promise<void> {
  const line = "apt-get install -y --no-install-recommends chromium-headless-shell";
  if (!canInstallPackages()) throw new Error(`The browser tests need Chromium. Install it: ${line}`);
  const wait = "-o DPkg::Lock::Timeout=120";
  const child = spawn("sh", ["-c", `apt-get -qq update ${wait}; ${line} -qq ${wait}`], {
    stdio: ["ignore", "ignore", "inherit"],
    env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
  });
  const [code] = await once(child, "close");
  if (code !== 0 || !existsSync(path)) throw new Error(`Chromium could not be installed; try: ${line}`);
}
