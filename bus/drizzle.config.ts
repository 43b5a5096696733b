import { defineConfig } from "drizzle-kit";

/** `npx drizzle-kit generate` in this folder writes the next migration; the ledger's partitioning is added by hand. */
export default defineConfig({
  dialect: "postgresql",
  schema: "./src/postgres/schema.ts",
  out: "./src/postgres/migrations",
});
