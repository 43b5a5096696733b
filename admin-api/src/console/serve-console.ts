import { serveStatic } from "@hono/node-server/serve-static";
import type { Hono, MiddlewareHandler } from "hono";
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { AdminContext, AdminEnv } from "../env.ts";

/** Where `npm run build` puts the console. */
const builtFolder = fileURLToPath(new URL("../../console/dist", import.meta.url));

/** What belongs to the API and the machines that ask it; the console has every other path. */
const notScreens = /^\/(api|auth|assets)(\/|$)|^\/(livez|readyz|metrics|openapi\.json|asyncapi\.json)$/;

/** Serves the built files of the console: their names hold a hash of their content, so that browsers keep them for ever. */
export function serveConsoleFiles(app: Hono<AdminEnv>, folder = builtFolder): void {
  app.use("/assets/*", filesOf(folder, "public, max-age=31536000, immutable"));
  app.get("/icon.svg", filesOf(folder, "public, max-age=3600"));
}

/** Files of a folder that may not be there yet. */
function filesOf(folder: string, cacheControl: string): MiddlewareHandler<AdminEnv> {
  let files: MiddlewareHandler<AdminEnv> | undefined;
  const open = () =>
    serveStatic<AdminEnv>({
      root: folder,
      precompressed: true,
      onFound: (_path, c) => c.header("Cache-Control", cacheControl),
    });
  return (c, next) => {
    files ??= existsSync(folder) ? open() : undefined;
    return files ? files(c, next) : next();
  };
}

/** The console's page, where a person's browser asks for a screen; undefined for everything else. */
export function consolePage(c: AdminContext, folder = builtFolder): Response | undefined {
  const { method, path } = c.req;
  if ((method !== "GET" && method !== "HEAD") || notScreens.test(path)) return undefined;
  if (path !== "/" && !(c.req.header("accept") ?? "").includes("text/html")) return undefined;
  const page = readPage(folder);
  c.header("Cache-Control", "no-cache");
  if (page === undefined) return c.text("The console is not built. Build it: npm run build\n", 503);
  const filled = page
    .replaceAll("./assets/", `${wayUp(path)}assets/`)
    .replaceAll("{{base}}", wayUp(path))
    .replaceAll("{{nonce}}", c.get("secureHeadersNonce") ?? "");
  c.header("Content-Type", "text/html; charset=utf-8");
  return c.body(filled);
}

/** From a screen to where the console begins, so that it works below any path that a proxy puts before it and takes away. */
const wayUp = (path: string): string => "../".repeat(path.split("/").length - 2) || "./";

function readPage(folder: string): string | undefined {
  try {
    return readFileSync(`${folder}/index.html`, "utf8");
  } catch {
    return undefined;
  }
}
