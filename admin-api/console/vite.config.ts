import react from "@vitejs/plugin-react";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { defineConfig, type Plugin } from "vite";

/** The admin API sends these as they are; nothing is compressed while somebody waits. */
function precompressed(): Plugin {
  let folder = "";
  return {
    name: "precompressed",
    apply: "build",
    configResolved: ({ build, root }) => void (folder = join(root, build.outDir, build.assetsDir)),
    closeBundle() {
      for (const name of readdirSync(folder).filter((each) => /\.(js|css|svg)$/.test(each))) {
        const content = readFileSync(join(folder, name));
        writeFileSync(join(folder, `${name}.gz`), gzipSync(content, { level: 9 }));
        writeFileSync(join(folder, `${name}.br`), brotliCompressSync(content));
      }
    },
  };
}

/** In development nobody fills the page in as the admin API does, and the console begins at the root. */
function filledIn(): Plugin {
  return {
    name: "filled-in",
    apply: "serve",
    transformIndexHtml: (html) => html.replaceAll("{{base}}", "/").replaceAll("{{nonce}}", ""),
  };
}

const packageOf = /^(.*\/node_modules\/(?:@[^/]+\/)?[^/]+)\//;

/** Says beside the built files whose packages are in them, and under which licences: the admin API tells it. */
function licences(): Plugin {
  return {
    name: "licences",
    apply: "build",
    generateBundle(_options, bundle) {
      const modules = Object.values(bundle).flatMap((file) => (file.type === "chunk" ? file.moduleIds : []));
      const folders = new Set(modules.flatMap((id) => packageOf.exec(id.replaceAll("\0", ""))?.[1] ?? []));
      const packages = Array.from(folders, (folder) => {
        const {
          name,
          version,
          license = null,
        } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
        return { name, version, licence: license };
      });
      this.emitFile({ type: "asset", fileName: "licences.json", source: JSON.stringify(packages) });
    },
  };
}

const adminApi = `http://127.0.0.1:${process.env["SPINDLE_ADMIN_PORT"] ?? "8081"}`;

export default defineConfig({
  // Relative, for the console works below any path.
  base: "./",
  plugins: [react(), licences(), precompressed(), filledIn()],
  server: {
    proxy: {
      "^/(api|auth|openapi\\.json|asyncapi\\.json)": {
        target: adminApi,
        changeOrigin: true,
        // A cookie acts only from the API's own origin.
        configure: (proxy) => proxy.on("proxyReq", (request) => request.setHeader("origin", adminApi)),
      },
    },
  },
  build: {
    target: "es2024",
    // Data URLs are not of the origin, and the policy of the page refuses them.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
});
