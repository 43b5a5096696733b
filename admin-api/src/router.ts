import { OpenAPIHono } from "@hono/zod-openapi";
import type { AdminEnv } from "./env.ts";
import { fieldErrors } from "./field-errors.ts";
import { problem } from "./problem.ts";

/** An app whose validation answers with problems: 422 for a body, 400 for anything else, always with every fault. */
export function newRouter(): OpenAPIHono<AdminEnv> {
  return new OpenAPIHono<AdminEnv>({
    defaultHook: (result, c) => {
      if (result.success) return undefined;
      const inBody = result.target === "json";
      const errors = fieldErrors(
        result.error,
        inBody ? "" : `/${result.target === "param" ? "path" : result.target}`,
      );
      const [first] = errors;
      const detail = `${errors.length === 1 ? "1 fault" : `${errors.length} faults`}; ${first?.pointer ?? ""} ${first?.detail ?? ""}`;
      return problem(c, inBody ? "invalid" : "malformed", detail, { errors });
    },
  });
}
