/**
 * A page that came from the province's https address may call a hub in its village, and no browser lets it unless the hub says so. The
 * exchange of segments is open to pages of any origin: they are signed and sealed, and no cookie or password is in it. Nothing else is.
 */
import type { MiddlewareHandler } from "hono";

const DAY_S = "86400";

export const allowLan: MiddlewareHandler = async (c, next) => {
  if (c.req.method !== "OPTIONS") {
    await next();
    c.header("access-control-allow-origin", "*");
    return undefined;
  }
  c.header("access-control-allow-origin", "*");
  c.header("access-control-allow-methods", "GET, POST");
  c.header("access-control-allow-headers", "content-type");
  c.header("access-control-allow-private-network", "true"); // Chrome's former name for what it now asks the person itself
  c.header("access-control-max-age", DAY_S);
  return c.body(null, 204);
};
