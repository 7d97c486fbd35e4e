/**
 * Signing in by another service (OpenID Connect, code flow with PKCE), such as VNeID once it is open to provinces. It says who somebody is;
 * what they may do stands here alone: an account is tied to a person of staff by a one-time code, and never by a name or an address.
 */
import { randomUUID } from "node:crypto";
import * as client from "openid-client";
import { Problem } from "../http/problem.ts";
import type { Services } from "../services.ts";
import { audit } from "./audit.ts";
import { beginCeremony, takeCeremony } from "./ceremonies.ts";
import { newSecret } from "./secrets.ts";
import { useCode } from "./staff.ts";

export type OtherService = {
  /** What the button says. */
  readonly name: string;
  readonly issuer: URL;
  readonly clientId: string;
  readonly clientSecret: string;
};

/** Asked once; asked again after it was away. */
const discovered = new WeakMap<OtherService, Promise<client.Configuration>>();

function configurationOf(service: OtherService): Promise<client.Configuration> {
  const known = discovered.get(service) ?? client.discovery(service.issuer, service.clientId, service.clientSecret, undefined, {
    execute: service.issuer.protocol === "http:" && service.issuer.hostname === "localhost" ? [client.allowInsecureRequests] : [],
  });
  discovered.set(service, known);
  known.catch(() => discovered.delete(service));
  return known;
}

function redirectUri(origin: URL): string {
  return `${origin.origin}/api/other-service/return`;
}

/** @param code the one-time code of whoever ties their account to this program now. @returns where to send the browser, and the secret that it must bring back in a cookie. */
export async function beginOtherService(code: string | undefined, origin: URL, services: Services): Promise<{ readonly to: URL; readonly state: string }> {
  const service = serviceOf(services);
  const configuration = await configurationOf(service).catch(() => { throw new Problem("other-service-away", { service: service.name }); });
  const [state, nonce, verifier] = [newSecret(), newSecret(), client.randomPKCECodeVerifier()];
  await services.database.transaction((tx) => beginCeremony(tx, state, { kind: "other-service", verifier, nonce, ...(code === undefined ? {} : { code }) }, services));
  const to = client.buildAuthorizationUrl(configuration, {
    redirect_uri: redirectUri(origin), scope: "openid", state, nonce, code_challenge: await client.calculatePKCECodeChallenge(verifier), code_challenge_method: "S256",
  });
  return { to, state };
}

/** @param state from the cookie; what the address says must be the same. @returns who it is. */
export async function finishOtherService(asked: URL, state: string, origin: URL, services: Services): Promise<string> {
  const service = serviceOf(services);
  const begun = await services.database.transaction((tx) => takeCeremony(tx, state, "other-service", services));
  if (begun === undefined) throw new Problem("ceremony-over");
  const claims = await client.authorizationCodeGrant(await configurationOf(service), new URL(`${redirectUri(origin)}${asked.search}`), {
    pkceCodeVerifier: begun.verifier, expectedState: state, expectedNonce: begun.nonce, idTokenExpected: true,
  }).then((tokens) => tokens.claims(), () => undefined);
  return services.database.transaction(async (tx) => {
    if (claims === undefined) {
      await audit(tx, { act: "sign-in-refused", by: undefined, said: { how: "other-service" } }, services);
      return undefined;
    }
    if (begun.code !== undefined) {
      const staff = await useCode(tx, begun.code, { staff: randomUUID(), name: service.name }, services);
      if (staff === undefined) return undefined;
      await tx.query("INSERT INTO foreign_account (issuer, subject, staff, created_at) VALUES ($1, $2, $3, $4) ON CONFLICT (issuer, subject) DO UPDATE SET staff = excluded.staff", [claims.iss, claims.sub, staff, new Date(services.now())]);
    }
    const { rows: [account] } = await tx.query<{ staff: string }>("SELECT a.staff FROM foreign_account a JOIN staff s ON s.id = a.staff WHERE a.issuer = $1 AND a.subject = $2 AND s.ended_at IS NULL", [claims.iss, claims.sub]);
    await audit(tx, { act: account === undefined ? "sign-in-refused" : "signed-in", by: account === undefined ? undefined : { id: account.staff }, said: { how: "other-service" } }, services);
    return account?.staff;
  }).then((staff) => {
    if (staff === undefined) throw new Problem("account-unknown", { service: service.name });
    return staff;
  });
}

function serviceOf({ signIn }: Services): OtherService {
  if (signIn.otherService === undefined) throw new Problem("page-unknown", { path: "/api/other-service" });
  return signIn.otherService;
}
