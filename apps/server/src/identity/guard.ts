/** Stands before every act of a province: other sites are refused, then the table decides. */
import type { MiddlewareHandler } from "hono";
import { refuse } from "../http/endpoint.ts";
import { Problem } from "../http/problem.ts";
import type { Services } from "../services.ts";
import { refuseOtherOrigins } from "./origin.ts";
import type { Row } from "./policy.ts";
import { admit } from "./visitor.ts";

export function guard(row: Row, services: Services): MiddlewareHandler {
  return async (c, next) => {
    try {
      if (row.bySignature !== true) refuseOtherOrigins(c, services);
      const admission = await admit(c, row, services);
      if (admission !== "allowed") throw new Problem(admission === "unknown" ? "sign-in-needed" : "not-allowed");
    } catch (error) {
      return refuse(c, error, services);
    }
    return next();
  };
}
