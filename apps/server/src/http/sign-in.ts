/** Who is asking, and how people of staff come in and go: by passkey, by another service, with a one-time code the first time. */
import type { Visitor } from "@hocvuso/contract";
import { getCookie, setCookie } from "hono/cookie";
import { Type } from "typebox";
import { countAttempt } from "../identity/attempts.ts";
import { audit } from "../identity/audit.ts";
import { originOf } from "../identity/origin.ts";
import { beginOtherService, finishOtherService } from "../identity/other-service.ts";
import { beginSignIn, beginSignUp, finishSignIn, finishSignUp, MadePasskey, ShownPasskey } from "../identity/passkeys.ts";
import { beginSession, endOwnSession } from "../identity/sessions.ts";
import { sayRoles } from "../identity/staff.ts";
import { isSetUp, isTrial, mayAsk, todayOf, visitorOf } from "../identity/visitor.ts";
import { endpoint, posted } from "./endpoint.ts";
import { Problem } from "./problem.ts";

export const getVisitor = endpoint(async (c, services): Promise<Visitor> => {
  const visitor = await visitorOf(c, services);
  const inTrial = visitor.staff === undefined && await isTrial(services);
  const date = todayOf(services);
  return {
    isSetUp: await isSetUp(services), isTrial: inTrial, may: [...mayAsk(visitor, { inTrial }, date)],
    ...(visitor.staff === undefined ? {} : { staff: { id: visitor.staff.id, name: visitor.staff.name, roles: sayRoles(visitor.grants, services.register, date) } }),
    ...(services.signIn.otherService === undefined ? {} : { otherService: services.signIn.otherService.name }),
  };
});

const code = Type.String({ minLength: 20, maxLength: 100 });

export const beginSignUpAct = posted(Type.Object({ code, name: Type.String({ minLength: 1, maxLength: 80 }) }), async (given, services, c) => {
  await countAttempt(c, services);
  return beginSignUp(given, originOf(c, services), services);
});

export const signUp = posted(MadePasskey, async (made, services, c) => {
  await countAttempt(c, services);
  const staff = await finishSignUp(made, originOf(c, services), services);
  await services.database.transaction((tx) => beginSession(tx, c, staff, services));
  return {};
});

export const beginSignInAct = posted(Type.Object({}), async (_, services, c) => {
  await countAttempt(c, services);
  return beginSignIn(originOf(c, services), services);
});

export const signIn = posted(ShownPasskey, async (shown, services, c) => {
  await countAttempt(c, services);
  const staff = await finishSignIn(shown, originOf(c, services), services);
  await services.database.transaction((tx) => beginSession(tx, c, staff, services));
  return {};
});

export const signOut = posted(Type.Object({}), async (_, services, c) => {
  const { staff } = await visitorOf(c, services);
  await services.database.transaction(async (tx) => {
    await endOwnSession(tx, c, services);
    if (staff !== undefined) await audit(tx, { act: "signed-out", by: staff }, services);
  });
  return {};
});

/** The way to another service and back. Lax, for the way back begins on that service's page; gone after ten minutes. */
const WAY = "hocvuso-way";

export const goToOtherService = endpoint(async (c, services) => {
  await countAttempt(c, services);
  const origin = originOf(c, services);
  const asked = c.req.query("code");
  const { to, state } = await beginOtherService(asked === undefined || asked === "" ? undefined : asked, origin, services);
  setCookie(c, WAY, state, { path: "/api/other-service", httpOnly: true, sameSite: "Lax", secure: origin.protocol === "https:", maxAge: 600 });
  return c.redirect(to.href, 303);
});

export const comeFromOtherService = endpoint(async (c, services) => {
  await countAttempt(c, services);
  const state = getCookie(c, WAY);
  if (state === undefined) throw new Problem("ceremony-over");
  const staff = await finishOtherService(new URL(c.req.url), state, originOf(c, services), services);
  await services.database.transaction((tx) => beginSession(tx, c, staff, services));
  return c.redirect("/bang-dieu-hanh/", 303);
});
